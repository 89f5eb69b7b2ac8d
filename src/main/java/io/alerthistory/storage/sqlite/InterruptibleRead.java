package io.alerthistory.storage.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * A read that another thread can end. SQLite has no time limit for statements, but a connection can be interrupted while one
 * runs. Interrupts never reach the connection's next user: ending the read and interrupting it exclude each other.
 */
final class InterruptibleRead {

    private static final Logger LOG = Logger.getLogger(InterruptibleRead.class);

    /** An interrupt between two statements of a read has no effect, so it is repeated. */
    private static final Duration REPEAT = Duration.ofMillis(100);

    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final AtomicReference<@Nullable SQLiteConnection> running = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    InterruptibleRead(ScheduledExecutorService timer, Duration limit) {
        this.timer = timer;
        this.limit = limit;
    }

    /** Runs the statements of the read; one that runs when the time is over fails with SQLITE_INTERRUPT. */
    <R> R run(Handle handle, Function<Handle, R> work) {
        begin(handle);
        Future<?> timeout = timer.scheduleWithFixedDelay(this::interrupt, limit.toMillis(), REPEAT.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return work.apply(handle);
        } finally {
            timeout.cancel(false);
            end();
        }
    }

    /** Interrupts the read when it runs, and keeps it from beginning otherwise. */
    synchronized void cancel() {
        cancelled.set(true);
        interrupt();
    }

    private synchronized void begin(Handle handle) {
        if (cancelled.get()) {
            throw new CancellationException("nobody waits for the read");
        }
        try {
            running.set(handle.getConnection().unwrap(SQLiteConnection.class));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // every connection of the pool is one of SQLite
        }
    }

    private synchronized void end() {
        running.set(null);
    }

    private synchronized void interrupt() {
        SQLiteConnection connection = running.get();
        if (connection == null) {
            return;
        }
        try {
            connection.getDatabase().interrupt();
        } catch (SQLException e) {
            LOG.debug("A read cannot be interrupted", e);
        }
    }
}
