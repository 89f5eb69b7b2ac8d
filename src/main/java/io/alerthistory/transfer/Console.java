package io.alerthistory.transfer;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Prints the progress: on a terminal a line that is written over, elsewhere a line every ten seconds. */
final class Console {

    private static final long ON_TERMINAL = Duration.ofMillis(500).toNanos();
    private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final long total;
    private final long began = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong last = new AtomicLong(began);

    /** @param total how many rows there will be */
    Console(PrintStream out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /** A row is done. */
    void row(CopiedTable table, Row row) {
        done.incrementAndGet();
        bytes.addAndGet(row.bytes());
        long now = System.nanoTime();
        if (now - last.get() >= (terminal ? ON_TERMINAL : ELSEWHERE)) {
            last.set(now);
            show(table.name());
        }
    }

    /** A table is done. */
    void table(CopiedTable table, TableDigest digest) {
        line(String.format(Locale.ROOT, "%-20s %,d rows", table.name(), digest.rows()));
    }

    void line(String text) {
        out.println((terminal ? "\r\033[K" : "") + text);
        out.flush();
    }

    long rows() {
        return done.get();
    }

    long bytes() {
        return bytes.get();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Rows a second, and the time. */
    String summary() {
        double seconds = Math.max(elapsed().toMillis(), 1) / 1000.0;
        return String.format(Locale.ROOT, "%,d rows in %.1f s, %,.0f rows/s", done.get(), seconds, done.get() / seconds);
    }

    private void show(String table) {
        double rate = done.get() / (elapsed().toNanos() / 1e9);
        long left = Math.max(Math.round((total - done.get()) / Math.max(rate, 1)), 0);
        String text = String.format(Locale.ROOT, "%-20s %,d of %,d rows in all, %,.0f rows/s, %d:%02d left", table, done.get(),
                total, rate, left / 60, left % 60);
        if (terminal) {
            out.print("\r\033[K" + text);
            out.flush();
        } else {
            line(text);
        }
    }
}
