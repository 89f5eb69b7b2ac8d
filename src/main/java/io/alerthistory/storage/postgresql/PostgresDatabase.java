package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
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
 * dropped. A read is detached as well, but cancelled in the server ({@link GivenUpRead}).</li>
 * <li>Nobody waits longer than for a connection plus for a statement, also when the server is frozen.</li>
 * <li>A connection that turns out to be dead is not the caller's problem as long as nothing can have happened on it: reads, and
 * transactions that did not begin, are tried once more on another one.</li>
 * <li>After several failures in a row the database is left in peace ({@link PostgresBreaker}).</li>
 * </ul>
 */
@Singleton
class PostgresDatabase {

    /** What the way there and back may take beside the two limits. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final InjectableInstance<Pool> pool;
    private final PostgresBreaker breaker;
    private final Duration limit;
    private final boolean retries;

    /** The pool is looked up late: on SQLite there is none. */
    PostgresDatabase(InjectableInstance<Pool> pool, PostgresBreaker breaker, DatabaseConfig config) {
        this.pool = pool;
        this.breaker = breaker;
        limit = config.poolTimeout().plus(config.queryTimeout()).plus(MARGIN);
        retries = config.prePing();
    }

    /** Runs work on entities in one transaction; a failure rolls it back. */
    <R> Uni<R> entities(Supplier<Uni<R>> work) {
        return detached(begun -> Panache.withTransaction(() -> {
            begun.set(true);
            return work.get();
        }));
    }

    /** Runs statements on one connection in one transaction; a failure rolls it back. */
    <R> Uni<R> transaction(Function<SqlConnection, Uni<R>> work) {
        return detached(begun -> withTransaction(begun, work));
    }

    /** Runs a single statement that changes something: one round trip, its own transaction. */
    Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return detached(begun -> {
            begun.set(true);
            return pool.get().preparedQuery(sql).execute(parameters);
        });
    }

    /** The same for a statement that does no harm when it runs twice, because it finds itself done. */
    Uni<RowSet<Row>> executeIdempotent(String sql, Tuple parameters) {
        return detached(begun -> pool.get().preparedQuery(sql).execute(parameters));
    }

    /** Runs a single read. */
    Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return connected(connection -> connection.preparedQuery(sql).execute(parameters));
    }

    /**
     * Runs single reads on one connection, each its own transaction; those that do not wait for another share a round trip.
     */
    <R> Uni<R> connected(Function<SqlConnection, Uni<R>> work) {
        return bounded(Uni.createFrom().<R> emitter(emitter -> {
            GivenUpRead read = new GivenUpRead();
            emitter.onTermination(read::giveUp);
            breaker.guard(() -> again(() -> pool.get().withConnection(connection -> read.begin(connection)
                    ? work.apply(connection).eventually(read::end)
                    : Uni.createFrom().nullItem()))).subscribe().with(emitter::complete, emitter::fail);
        }));
    }

    /** The same, and again from the beginning, at most a given number of times, when another transaction was in its way. */
    <R> Uni<R> transaction(int retries, Function<SqlConnection, Uni<R>> work) {
        return detached(begun -> withTransaction(begun, work).onFailure(PostgresFailures::isInterference).retry()
                .atMost(retries));
    }

    /** Runs reads that see one moment of the database. */
    <R> Uni<R> snapshot(Function<SqlConnection, Uni<R>> work) {
        return connected(connection -> connection.query("begin isolation level repeatable read, read only").execute()
                .chain(() -> work.apply(connection))
                .onFailure().call(() -> connection.query("rollback").execute().onFailure().recoverWithNull())
                .call(() -> connection.query("commit").execute()));
    }

    static Tuple tuple(List<?> values) {
        return Tuple.wrap(new java.util.ArrayList<Object>(values));
    }

    private <R> Uni<R> detached(Function<AtomicBoolean, Uni<R>> work) {
        return bounded(Uni.createFrom().<R> emitter(emitter -> {
            AtomicBoolean begun = new AtomicBoolean();
            breaker.guard(() -> work.apply(begun)
                    .onFailure(failure -> retries && !begun.get() && PostgresFailures.isConnectionLost(failure))
                    .recoverWithUni(() -> work.apply(begun))).subscribe().with(emitter::complete, emitter::fail);
        }));
    }

    private <R> Uni<R> withTransaction(AtomicBoolean begun, Function<SqlConnection, Uni<R>> work) {
        return pool.get().withTransaction(connection -> {
            begun.set(true);
            return work.apply(connection);
        });
    }

    private <R> Uni<R> again(Supplier<Uni<R>> work) {
        return work.get().onFailure(failure -> retries && PostgresFailures.isConnectionLost(failure))
                .recoverWithUni(() -> work.get());
    }

    private <R> Uni<R> bounded(Uni<R> work) {
        return work.ifNoItem().after(limit).fail().onFailure().transform(PostgresFailures::explain);
    }
}
