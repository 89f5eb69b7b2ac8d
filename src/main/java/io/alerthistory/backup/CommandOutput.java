package io.alerthistory.backup;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.alerthistory.start.Terminal;

/** What a command prints: on a terminal its progress in one line that changes, elsewhere a line every ten seconds. */
final class CommandOutput {

    private static final long TERMINAL_MS = 500;
    private static final long LINES_MS = 10_000;

    private final PrintStream out;
    private final boolean isTerminal;

    CommandOutput(PrintStream out) {
        this.out = out;
        isTerminal = Terminal.isStandardOutput();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints the progress of work until it has ended. */
    <T> T during(Supplier<@Nullable String> progress, Supplier<T> work) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long interval = isTerminal ? TERMINAL_MS : LINES_MS;
        ScheduledFuture<?> printing = timer.scheduleWithFixedDelay(() -> print(progress.get()), interval, interval,
                TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            printing.cancel(false);
            timer.shutdownNow();
            if (isTerminal) {
                out.print("\r\033[K");
            }
            out.flush();
        }
    }

    private void print(@Nullable String progress) {
        if (progress != null) {
            out.print(isTerminal ? "\r\033[K" + progress : progress + System.lineSeparator());
            out.flush();
        }
    }
}
