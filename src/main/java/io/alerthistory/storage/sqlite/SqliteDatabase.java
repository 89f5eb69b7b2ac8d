package io.alerthistory.storage.sqlite;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

import io.agroal.api.AgroalDataSource;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Uni;

/**
 * The only way to the SQLite file. Writes queue for one thread, because SQLite has one writer and waiting here is fair while
 * waiting for its lock is not; reads have a few threads of their own, and health probes have others, so that slow reads do not
 * make the instance look dead. All queues are bounded; a request beyond them is answered 503.
 * <p>
 * DATABASE_QUERY_TIMEOUT bounds the wait for a thread and, from then on, the read: each ends in 503. A write that runs is left
 * alone.
 */
@Singleton
class SqliteDatabase {

    /** The number of reads at a time. */
    static final int READERS = 4;

    private static final int PROBES = 2;
    private static final int QUEUE = 1000;
    private static final int STOP_SECONDS = 10;

    private final Jdbi jdbi;
    private final QueryMetrics metrics;
    private final Duration limit;
    private final WriteSignal signal;
    private final ExecutorService writer = threads("sqlite-writer", 1);
    private final ExecutorService readers = threads("sqlite-reader", READERS);
    private final ExecutorService probes = threads("sqlite-probe", PROBES);
    private final ScheduledExecutorService timer = timer();

    /** The file is looked up late: on PostgreSQL there is none. */
    @Inject
    SqliteDatabase(@DataSource("sqlite") InjectableInstance<AgroalDataSource> dataSource, QueryMetrics metrics,
            DatabaseConfig config, WriteSignal signal) {
        this(() -> dataSource.get().getConnection(), metrics, config, signal);
    }

    /** The same for another file. */
    SqliteDatabase(ConnectionFactory connections, QueryMetrics metrics, DatabaseConfig config, WriteSignal signal) {
        this.signal = signal;
        this.metrics = metrics;
        limit = config.queryTimeout();
        jdbi = Jdbi.create(connections);
        // A failure ends up in the log; the values of its statement are other people's alerts.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /** Runs work in one transaction; a failure rolls it back. */
    <R> Uni<R> write(QueryName name, Function<Handle, R> work) {
        return on(writer, name, () -> {
            R result = jdbi.inTransaction(work::apply);
            if (name.writesEvents()) {
                signal.committed();
            }
            return result;
        }, () -> {
        });
    }

    /** Runs what cannot be in a transaction, between the others. */
    <R> Uni<R> writeWithoutTransaction(QueryName name, Function<Handle, R> work) {
        return on(writer, name, () -> jdbi.withHandle(work::apply), () -> {
        });
    }

    /** Runs reads that see one moment of the database. A caller that cancels ends them. */
    <R> Uni<R> read(QueryName name, Function<Handle, R> work) {
        return read(name, limit, work);
    }

    /** The same with a limit of its own. */
    <R> Uni<R> read(QueryName name, Duration limit, Function<Handle, R> work) {
        return Uni.createFrom().deferred(() -> {
            InterruptibleRead read = new InterruptibleRead(timer, limit);
            return on(name == QueryName.PROBE ? probes : readers, name,
                    () -> jdbi.withHandle(handle -> snapshot(handle, read, work)), read::cancel);
        });
    }

    private static <R> R snapshot(Handle handle, InterruptibleRead read, Function<Handle, R> work) {
        handle.execute("begin deferred"); // the configured mode, immediate, would wait for the writer
        try {
            return read.run(handle, work);
        } finally {
            handle.execute("commit");
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        probes.shutdown();
        readers.shutdown();
        writer.shutdown();
        if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            writer.shutdownNow();
        }
        timer.shutdownNow();
    }

    /**
     * Runs work on a thread, or fails it when none is free in time. The caller may go, the work goes on.
     *
     * @param abandoned called when the caller has its result, or has cancelled
     */
    private <R> Uni<R> on(ExecutorService threads, QueryName name, Supplier<R> work, Runnable abandoned) {
        return Uni.createFrom().deferred(() -> {
            AtomicBoolean taken = new AtomicBoolean(); // by a thread, or by the timeout
            Uni<R> run = Uni.createFrom().item(() -> {
                if (!taken.compareAndSet(false, true)) {
                    throw new CancellationException("the wait for a thread has timed out");
                }
                return timed(name, work);
            }).runSubscriptionOn(threads);
            return Uni.createFrom().<R> emitter(emitter -> {
                Future<?> timeout = timer.schedule(() -> {
                    if (taken.compareAndSet(false, true)) {
                        emitter.fail(new TimeoutException("no thread was free in time"));
                    }
                }, limit.toMillis(), TimeUnit.MILLISECONDS);
                emitter.onTermination(abandoned);
                run.onTermination().invoke(() -> timeout.cancel(false)).subscribe().with(emitter::complete, emitter::fail);
            }).onFailure().transform(SqliteFailures::explain).emitOn(CallersContext.executor());
        });
    }

    private <R> R timed(QueryName name, Supplier<R> work) {
        long began = System.nanoTime();
        try {
            return work.get();
        } finally {
            metrics.record(name, System.nanoTime() - began);
        }
    }

    private static ExecutorService threads(String name, int count) {
        return new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), daemons(name));
    }

    /** Nearly all timeouts are cancelled, long before their time. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("sqlite-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
