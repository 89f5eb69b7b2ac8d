package io.alerthistory.rehearsal;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

/** Cancels the running statement of a rehearsal when its time is up. */
final class TimeLimit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TimeLimit.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "rehearsal-limit");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final long endNanos;

    TimeLimit(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    /** A statement that ends, with a failure, at the limit at the latest. It may run repeatedly; the timer goes on. */
    void watch(Statement statement) {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(() -> cancel(statement),
                Math.max(0, endNanos - System.nanoTime()),
                TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.NANOSECONDS);
    }

    /** Whether the limit was reached. */
    boolean isOver() {
        return isOver.get() || System.nanoTime() - endNanos >= 0;
    }

    private void cancel(Statement statement) {
        isOver.set(true);
        try {
            statement.cancel();
        } catch (SQLException failure) {
            LOG.debug("A statement could not be cancelled", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
