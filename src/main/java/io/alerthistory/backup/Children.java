package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts programs without a shell and with an environment of their own, and ends them when the service stops. */
final class Children {

    private static final String PATH = "PATH";
    private static final Duration LIMIT = Duration.ofHours(24);
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(60);

    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * Starts a program whose stdin and stdout the caller uses.
     *
     * @param environment in addition to PATH; nothing else is passed on, least of all our secrets
     */
    Child start(List<String> command, Map<String, String> environment) throws BackupException {
        return start(command, environment, Redirect.PIPE, Redirect.PIPE);
    }

    Child start(List<String> command, Map<String, String> environment, Redirect in, Redirect out) throws BackupException {
        return start(command, environment, in, out, LIMIT);
    }

    /** @param limit after which it is killed */
    Child start(List<String> command, Map<String, String> environment, Redirect in, Redirect out, Duration limit)
            throws BackupException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectInput(in).redirectOutput(out);
        builder.environment().clear();
        builder.environment().put(PATH, path());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            running.removeIf(ended -> !ended.isAlive());
            running.add(process);
            return new Child(nameOf(command.get(0)), process, limit);
        } catch (IOException e) {
            throw new BackupException(nameOf(command.get(0)) + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs a program without input for at most a minute, and returns the beginning of what it prints. */
    String output(List<String> command, Map<String, String> environment, int maxBytes)
            throws BackupException, InterruptedException {
        try (Child child = start(command, environment, Redirect.PIPE, Redirect.PIPE, OUTPUT_LIMIT)) {
            child.stdin().close();
            InputStream stdout = child.stdout();
            byte[] printed = stdout.readNBytes(maxBytes);
            stdout.transferTo(java.io.OutputStream.nullOutputStream());
            child.await();
            return new String(printed, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        running.forEach(Process::destroyForcibly);
    }

    /** Where programs are looked up. */
    static String path() {
        String path = System.getenv(PATH);
        return path == null ? "/usr/local/bin:/usr/bin:/bin" : path;
    }

    private static String nameOf(String program) {
        return String.valueOf(Path.of(program).getFileName());
    }
}
