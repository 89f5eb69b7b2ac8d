package io.alerthistory.storage.sqlite;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

import io.agroal.api.AgroalDataSource;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Uni;

/**
 * The only way to the SQLite file. Writes queue for one thread, because SQLite has one writer and waiting here is fair while
 * waiting for its lock is not; reads have a few threads of their own. Both queues are bounded, a request beyond them is
 * answered 503.
 */
@Singleton
class SqliteDatabase {

    private static final int READERS = 4;
    private static final int QUEUE = 1000;
    private static final int STOP_SECONDS = 10;

    private final Jdbi jdbi;
    private final QueryMetrics metrics;
    private final ExecutorService writer = threads("sqlite-writer", 1);
    private final ExecutorService readers = threads("sqlite-reader", READERS);

    /** The file is looked up late: on PostgreSQL there is none. */
    SqliteDatabase(@DataSource("sqlite") InjectableInstance<AgroalDataSource> dataSource, QueryMetrics metrics) {
        this.metrics = metrics;
        jdbi = Jdbi.create(() -> dataSource.get().getConnection());
        // A failure ends up in the log; the values of its statement are other people's alerts.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /** Runs work in one transaction; a failure rolls it back. */
    <R> Uni<R> write(QueryName name, Function<Handle, R> work) {
        return on(writer, name, () -> jdbi.inTransaction(work::apply));
    }

    /** Runs reads that see one moment of the database. */
    <R> Uni<R> read(QueryName name, Function<Handle, R> work) {
        return on(readers, name, () -> jdbi.withHandle(handle -> {
            handle.execute("begin deferred"); // the configured mode, immediate, would wait for the writer
            try {
                return work.apply(handle);
            } finally {
                handle.execute("commit");
            }
        }));
    }

    @PreDestroy
    void stop() throws InterruptedException {
        readers.shutdown();
        writer.shutdown();
        if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            writer.shutdownNow();
        }
    }

    private <R> Uni<R> on(ExecutorService threads, QueryName name, Supplier<R> work) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().item(() -> timed(name, work)).runSubscriptionOn(threads)
                .onFailure().transform(SqliteFailures::explain).emitOn(CallersContext.executor()));
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
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
