package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.hibernate.reactive.mutiny.Mutiny;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.alerthistory.request.RequestDeadline;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The only way to the pool, and what holds for every use of it.
 * <ul>
 * <li>A write is detached from its caller: a client that hangs up cancels the Uni it waits for, and a cancelled session or
 * transaction would never give its connection back (quarkusio/quarkus#51576). So it goes on to its end and only its result is
 * dropped. A read is detached as well, but cancelled in the server ({@link CancellableRead}).</li>
 * <li>Nobody waits longer than for a connection plus for a statement, also when the server is frozen, and a request that asks
 * several times does not wait longer in all ({@link RequestDeadline}). What it then gave up goes on without it.</li>
 * <li>What failed without an effect is tried again ({@link Retries}): on a connection that was dead, or led to a server that
 * takes no writes, and what gave way to another transaction.</li>
 * <li>After several consecutive failures the circuit breaker opens ({@link PostgresBreaker}).</li>
 * </ul>
 */
@Singleton
class PostgresDatabase {

    /** What the way there and back may take beside the two limits. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final String SHORT_WAIT = "set local lock_timeout = '200ms'";

    private final Supplier<Pool> pool;
    private final PooledConnections connections;
    private final PostgresBreaker breaker;
    private final QueryMetrics metrics;
    private final Duration limit;
    private final Retries retries;
    private final WriteSignal signal;

    /** The pool is looked up late: on SQLite there is none. */
    @Inject
    PostgresDatabase(InjectableInstance<Pool> pool, PooledConnections connections, PostgresBreaker breaker,
            QueryMetrics metrics, DatabaseConfig config, WriteSignal signal) {
        this((Supplier<Pool>) pool::get, connections, breaker, metrics, config, signal);
    }

    /** The same for another pool. Entities are always in the tables of the service. */
    PostgresDatabase(Supplier<Pool> pool, PooledConnections connections, PostgresBreaker breaker, QueryMetrics metrics,
            DatabaseConfig config, WriteSignal signal) {
        this.signal = signal;
        this.connections = connections;
        this.pool = pool;
        this.breaker = breaker;
        this.metrics = metrics;
        limit = config.poolTimeout().plus(config.queryTimeout()).plus(MARGIN);
        retries = new Retries(config.prePing());
    }

    /** Runs work on entities in one transaction; a failure rolls it back. */
    <R> Uni<R> entities(QueryName name, Supplier<Uni<R>> work) {
        return detached(name, false, execution -> Uni.createFrom().deferred(() -> Panache.withTransaction(() -> {
            execution.begin();
            return work.get();
        })).runSubscriptionOn(PostgresDatabase::onEventLoop));
    }

    /** Runs reads of entities in one session, each its own transaction; cancelled in the server when nobody waits any more. */
    <R> Uni<R> readEntities(QueryName name, Supplier<Uni<R>> work) {
        return cancellable(name, (execution, read) -> inSession(session -> {
            execution.begin();
            // The end of a cancellation comes from elsewhere, and a session is closed only where it was opened.
            Executor own = CallersContext.executor();
            return read.begin(connections.cancellation(session))
                    ? work.get().eventually(() -> read.end().emitOn(own))
                    : Uni.createFrom().nullItem();
        }));
    }

    /** Runs a single statement on entities that changes something: one round trip, its own transaction. */
    <R> Uni<R> changeEntities(QueryName name, Supplier<Uni<R>> work) {
        return detached(name, false, execution -> inSession(session -> {
            execution.begin();
            return work.get();
        }));
    }

    /**
     * Opens a session in a context of its own. A session belongs to a context, and in the caller's one there may still be one
     * whose work the caller gave up.
     */
    private static <R> Uni<R> inSession(Function<Mutiny.Session, Uni<R>> work) {
        return Uni.createFrom().<R> deferred(() -> {
            Context own = VertxContext.createNewDuplicatedContext();
            VertxContextSafetyToggle.setContextSafe(own, true);
            return Uni.createFrom().<R> deferred(() -> Panache.withSession(() -> Panache.getSession().flatMap(work::apply)))
                    .runSubscriptionOn(task -> own.runOnContext(now -> task.run())).emitOn(CallersContext.executor());
        });
    }

    /** A large body is parsed by a worker thread, and its request goes on there; Hibernate works on event loops alone. */
    private static void onEventLoop(Runnable task) {
        Context context = Vertx.currentContext();
        if (context == null || Context.isOnEventLoopThread()) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }

    /** Runs statements on one connection in one transaction; a failure rolls it back. */
    <R> Uni<R> transaction(QueryName name, Function<SqlConnection, Uni<R>> work) {
        return detached(name, false, execution -> withTransaction(execution, work));
    }

    /** Runs a single statement that changes something: one round trip, its own transaction. */
    Uni<RowSet<Row>> execute(QueryName name, String sql, Tuple parameters) {
        return detached(name, false, execution -> single(execution, sql, parameters));
    }

    /** The same for a statement that does no harm when it runs twice, because it finds itself done. */
    Uni<RowSet<Row>> executeIdempotent(QueryName name, String sql, Tuple parameters) {
        return detached(name, true, execution -> single(execution, sql, parameters));
    }

    /**
     * Runs a single statement that no request waits for, and that is tried again soon. It is not repeated here, its failures do
     * not open the circuit breaker for the requests, and it does not keep a connection from them while a table is locked.
     */
    Uni<RowSet<Row>> executeInBackground(QueryName name, String sql, Tuple parameters) {
        return bounded(Uni.createFrom().<RowSet<Row>> emitter(emitter -> timed(new Execution(name),
                execution -> withTransaction(execution, connection -> connection.query(SHORT_WAIT).execute()
                        .chain(() -> connection.preparedQuery(sql).execute(parameters))))
                .subscribe().with(emitter::complete, emitter::fail)));
    }

    /** Waits for work that others have a part in no longer than a request may. */
    <R> Uni<R> shared(Uni<R> work) {
        return bounded(work);
    }

    /** Runs a single read. */
    Uni<RowSet<Row>> query(QueryName name, String sql, Tuple parameters) {
        return connected(name, connection -> connection.preparedQuery(sql).execute(parameters));
    }

    /**
     * Runs single reads on one connection, each its own transaction; those that do not wait for another share a round trip.
     */
    <R> Uni<R> connected(QueryName name, Function<SqlConnection, Uni<R>> work) {
        return cancellable(name, (execution, read) -> pool.get().withConnection(connection -> {
            execution.begin();
            return read.begin(() -> PgConnection.cast(connection).cancelRequest())
                    ? work.apply(connection).eventually(read::end)
                    : Uni.createFrom().nullItem();
        }));
    }

    private <R> Uni<R> cancellable(QueryName name, BiFunction<Execution, CancellableRead, Uni<R>> work) {
        return bounded(Uni.createFrom().<R> emitter(emitter -> {
            CancellableRead read = new CancellableRead();
            emitter.onTermination(read::cancel);
            attempt(name, true, execution -> work.apply(execution, read)).subscribe().with(emitter::complete, emitter::fail);
        }));
    }

    /** Runs reads that see one moment of the database. */
    <R> Uni<R> snapshot(QueryName name, Function<SqlConnection, Uni<R>> work) {
        return connected(name, connection -> connection.query("begin isolation level repeatable read, read only").execute()
                .chain(() -> work.apply(connection))
                .onFailure().call(() -> connection.query("rollback").execute().onFailure().recoverWithNull())
                .call(() -> connection.query("commit").execute()));
    }

    static Tuple tuple(List<?> values) {
        return Tuple.wrap(new java.util.ArrayList<Object>(values));
    }

    private <R> Uni<R> detached(QueryName name, boolean repeatable, Function<Execution, Uni<R>> work) {
        return bounded(Uni.createFrom().<R> emitter(emitter -> attempt(name, repeatable, work)
                .onTermination().invoke(() -> signal(name)).subscribe().with(emitter::complete, emitter::fail)));
    }

    /** Also after a failure: its transaction may have been committed all the same. */
    private void signal(QueryName name) {
        if (name.writesEvents()) {
            signal.committed();
        }
    }

    /** Once, and again as long as that can do no harm and may help. */
    private <R> Uni<R> attempt(QueryName name, boolean repeatable, Function<Execution, Uni<R>> work) {
        return breaker.guard(() -> attempt(name, repeatable, work, 1));
    }

    private <R> Uni<R> attempt(QueryName name, boolean repeatable, Function<Execution, Uni<R>> work, int number) {
        Execution execution = new Execution(name);
        return timed(execution, work).onFailure()
                .recoverWithUni(failure -> retries.delay(failure, number, repeatable || !execution.hasBegun())
                        .map(pause -> after(pause).chain(() -> attempt(name, repeatable, work, number + 1)))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    /** Comes back to the context of the one who waits: entities live there alone. */
    private static Uni<Void> after(Duration pause) {
        return pause.isZero() ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(pause).emitOn(CallersContext.executor());
    }

    private <R> Uni<R> timed(Execution execution, Function<Execution, Uni<R>> work) {
        return work.apply(execution).onTermination().invoke(() -> execution.end(metrics));
    }

    /**
     * Takes a connection explicitly. The pool's own query method leaves a request in its queue after the request has timed
     * out, and a failure that reaches it later is handled by nothing.
     */
    private Uni<RowSet<Row>> single(Execution execution, String sql, Tuple parameters) {
        return pool.get().withConnection(connection -> {
            execution.begin();
            return connection.preparedQuery(sql).execute(parameters);
        });
    }

    private <R> Uni<R> withTransaction(Execution execution, Function<SqlConnection, Uni<R>> work) {
        return pool.get().withTransaction(connection -> {
            execution.begin();
            return work.apply(connection);
        });
    }

    private <R> Uni<R> bounded(Uni<R> work) {
        return Uni.createFrom().deferred(() -> work.ifNoItem().after(RequestDeadline.left(limit)).fail())
                .onFailure().transform(PostgresFailures::explain);
    }

    /** One use of the pool: when its connection was there, and whether something may have happened on it. */
    private static final class Execution {

        private static final long NOT_BEGUN = Long.MIN_VALUE;

        private final QueryName name;
        private final AtomicLong beganAt = new AtomicLong(NOT_BEGUN);

        Execution(QueryName name) {
            this.name = name;
        }

        void begin() {
            beganAt.set(System.nanoTime());
        }

        boolean hasBegun() {
            return beganAt.get() != NOT_BEGUN;
        }

        /** A wait for a connection that never came is no query. */
        void end(QueryMetrics metrics) {
            if (hasBegun()) {
                metrics.record(name, System.nanoTime() - beganAt.get());
            }
        }
    }
}
