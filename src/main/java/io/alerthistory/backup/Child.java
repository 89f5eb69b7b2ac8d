package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A program that runs. Of what it writes to stderr the end is kept, for the reason when it fails. */
final class Child implements AutoCloseable {

    private static final int MAX_STDERR = 4_000;
    private static final int MAX_REASON = 600;
    private static final long STDERR_WAIT_MS = 2_000;
    private static final long KILL_WAIT_MS = 60_000;

    private final String name;
    private final Process process;
    private final Duration limit;
    private final AtomicBoolean isLate = new AtomicBoolean();
    private final AtomicBoolean isCut = new AtomicBoolean();
    private final AtomicReference<String> stderr = new AtomicReference<>("");
    private final Thread reader;

    /** @param limit the time after which the process is killed, even while its output is read */
    Child(String name, Process process, Duration limit) {
        this.name = name;
        this.process = process;
        this.limit = limit;
        var unused = process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                isLate.set(true);
                process.descendants().forEach(ProcessHandle::destroyForcibly); // they would hold its output open
                process.destroyForcibly();
            }
        });
        reader = new Thread(this::readStderr, name + "-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    OutputStream stdin() {
        return process.getOutputStream();
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    /**
     * Waits until it ends well.
     *
     * @throws BackupException when it fails, or runs for too long; then it is killed
     */
    void await() throws BackupException, InterruptedException {
        boolean hasEnded = process.waitFor(limit.toMillis() + KILL_WAIT_MS, TimeUnit.MILLISECONDS);
        if (!hasEnded || isLate.get()) {
            throw new BackupException(name + " did not end within " + limit.toSeconds() + " s, and was killed");
        }
        reader.join(STDERR_WAIT_MS);
        if (process.exitValue() != 0) {
            throw new BackupException(name + " failed with exit code " + process.exitValue() + reason());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String reason() {
        // The programs of PostgreSQL quote rows; others begin their lines as they like.
        String text = SafeMessage.of(name, String.valueOf(stderr.get()), isCut.get() && name.startsWith("pg_"));
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), MAX_REASON));
    }

    private void readStderr() {
        byte[] buffer = new byte[1024];
        try (InputStream in = process.getErrorStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                append(new String(Arrays.copyOf(buffer, count), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            append(" (its messages could not be read)");
        }
    }

    private void append(String text) {
        String all = stderr.get() + text;
        isCut.compareAndSet(false, all.length() > MAX_STDERR);
        stderr.set(all.substring(Math.max(0, all.length() - MAX_STDERR)));
    }
}
