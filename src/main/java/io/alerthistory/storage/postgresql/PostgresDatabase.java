package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.arc.InjectableInstance;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The only way to the pool. Every use of a connection is detached from its caller: a client that hangs up cancels the Uni it
 * waits
 * for, and a cancelled session or transaction would never give its connection back (quarkusio/quarkus#51576). So the work goes
 * on to
 * its end, bounded by the pool's and the server's time limits, and only its result is dropped.
 */
@Singleton
class PostgresDatabase {

    private final InjectableInstance<Pool> pool;

    /** The pool is looked up late: on SQLite there is none. */
    PostgresDatabase(InjectableInstance<Pool> pool) {
        this.pool = pool;
    }

    /** Runs work on entities in one transaction; a failure rolls it back. */
    <R> Uni<R> entities(Supplier<Uni<R>> work) {
        return detached(() -> Panache.withTransaction(work));
    }

    /** Runs statements on one connection in one transaction; a failure rolls it back. */
    <R> Uni<R> transaction(Function<SqlConnection, Uni<R>> work) {
        return detached(() -> pool.get().withTransaction(work));
    }

    /** The same, and again from the beginning, at most a given number of times, when another transaction was in its way. */
    <R> Uni<R> transaction(int retries, Function<SqlConnection, Uni<R>> work) {
        return detached(() -> pool.get().withTransaction(work).onFailure(PostgresFailures::isInterference).retry()
                .atMost(retries));
    }

    /** Runs reads that see one moment of the database. */
    <R> Uni<R> snapshot(Function<SqlConnection, Uni<R>> work) {
        return transaction(
                connection -> connection.query("set transaction isolation level repeatable read, read only").execute()
                        .flatMap(set -> work.apply(connection)));
    }

    /**
     * Runs single statements on one connection, each its own transaction; those that do not wait for another share a round
     * trip.
     */
    <R> Uni<R> connected(Function<SqlConnection, Uni<R>> work) {
        return detached(() -> pool.get().withConnection(work));
    }

    /** Runs a single statement: one round trip, its own transaction. */
    Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return detached(() -> pool.get().preparedQuery(sql).execute(parameters));
    }

    static Tuple tuple(List<?> values) {
        return Tuple.wrap(new java.util.ArrayList<Object>(values));
    }

    private static <R> Uni<R> detached(Supplier<Uni<R>> work) {
        return Uni.createFrom().<R> emitter(emitter -> work.get().subscribe().with(emitter::complete, emitter::fail))
                .onFailure().transform(PostgresFailures::explain);
    }
}
