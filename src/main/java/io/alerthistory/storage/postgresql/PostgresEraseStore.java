package io.alerthistory.storage.postgresql;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.erasure.EraseCandidate;
import io.alerthistory.erasure.EraseLabel;
import io.alerthistory.erasure.EraseMatch;
import io.alerthistory.erasure.EraseMode;
import io.alerthistory.erasure.EraseStore;
import io.alerthistory.erasure.ErasedActs;
import io.alerthistory.erasure.ErasedRows;
import io.alerthistory.erasure.InteractionPlace;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertErasureQueries;
import io.alerthistory.storage.mapping.ErasureQueries;
import io.alerthistory.storage.mapping.ErasureQueries.Locked;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Erasures on PostgreSQL: sets, and texts that are no part of the entities. Each transaction locks its sessions first. */
@Singleton
@Typed(PostgresEraseStore.class)
public class PostgresEraseStore implements EraseStore {

    /** The sums of days are not made meanwhile: they would have the name that is erased. */
    private static final String ALONE = "select pg_advisory_xact_lock($1)";

    private static final String PAYLOAD = "cast(payload as jsonb)";

    private static final ErasureQueries QUERIES = new ErasureQueries(PostgresDialect.INSTANCE);

    /**
     * Before the events themselves: what is moved meanwhile is among these then. Of a session that is deleted EventMover drops
     * them.
     */
    private static final String UNREAD_EVENTS = "delete from event_outbox where session_id = any($1::text[])";

    private static final AlertErasureQueries ALERTS = new AlertErasureQueries(PostgresDialect.INSTANCE);

    private final PostgresDatabase database;

    PostgresEraseStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<EraseCandidate>> find(EraseMatch match, int max) {
        return query(QUERIES.find(match, max)).map(rows -> PostgresRow.list(rows, ErasureQueries::candidate));
    }

    @Override
    public Uni<Long> countHeld(EraseMatch match) {
        return query(QUERIES.held(match)).map(rows -> PostgresRow.first(rows, row -> row.number("held")));
    }

    @Override
    public Uni<ErasedRows> count(List<String> sessionIds) {
        return query(QUERIES.count(sessionIds)).map(rows -> PostgresRow.first(rows, ErasureQueries::rows));
    }

    @Override
    public Uni<ErasedRows> delete(List<String> sessionIds) {
        return locked(sessionIds, (connection, sessions) -> counted(connection, sessions)
                .call(() -> execute(connection, QUERIES.redactResponses(free(sessions))))
                .call(() -> execute(connection, QUERIES.touchAlerts(free(sessions))))
                .call(() -> execute(connection, QUERIES.delete(free(sessions)))));
    }

    @Override
    public Uni<@Nullable InteractionPlace> redactInteractions(List<String> sessionIds, InteractionKind kind,
            InteractionPlace after, int max) {
        return locked(sessionIds, (connection, sessions) -> execute(connection,
                QUERIES.redactInteractions(free(sessions), kind, after, max))
                .map(rows -> PostgresRow.list(rows, ErasureQueries::place).stream().max(Comparator.naturalOrder())
                        .orElse(null)));
    }

    @Override
    public Uni<ErasedRows> redact(List<String> sessionIds, long nowUs) {
        return locked(sessionIds, (connection, sessions) -> counted(connection, sessions)
                .call(() -> execute(connection, QUERIES.redactResponses(free(sessions))))
                .call(() -> connection.preparedQuery(UNREAD_EVENTS).execute(Tuple.of(free(sessions).toArray(String[]::new))))
                .call(() -> each(QUERIES.redactChildren(free(sessions)), statement -> execute(connection, statement)))
                .call(() -> each(sessions.stream().filter(session -> !session.held()).toList(),
                        session -> execute(connection, QUERIES.redactSession(session, nowUs)))));
    }

    @Override
    public Uni<Long> countAlerts(EraseLabel label) {
        return query(ALERTS.count(label)).map(rows -> PostgresRow.first(rows, row -> row.number("alerts")));
    }

    @Override
    public Uni<Integer> eraseAlerts(EraseLabel label, EraseMode mode, int max) {
        return database.transaction(QueryName.ERASE, connection -> connection.preparedQuery(ALONE)
                .execute(Tuple.of(AdvisoryLock.ALERT_ROLLUP.number()))
                .chain(() -> execute(connection, ALERTS.lock(label, max)))
                .chain(() -> execute(connection, ALERTS.events("event_outbox", label, max))) // as UNREAD_EVENTS
                .chain(() -> Multi.createFrom().iterable(ALERTS.erase(label, mode, max)).onItem()
                        .transformToUniAndConcatenate(statement -> execute(connection, statement)).collect().last())
                .map(RowSet::size));
    }

    @Override
    public Uni<ErasedActs> countActs(String author) {
        return query(ALERTS.countActs(author)).map(rows -> PostgresRow.first(rows, AlertErasureQueries::acts));
    }

    @Override
    public Uni<ErasedActs> eraseActs(String author) {
        return database.transaction(QueryName.ERASE,
                connection -> execute(connection, ALERTS.eventsOf("event_outbox", PAYLOAD, author)) // as UNREAD_EVENTS
                        .chain(() -> execute(connection, ALERTS.eventsOf("events", PAYLOAD, author)))
                        .chain(() -> execute(connection, ALERTS.eraseAcknowledgements(author))).map(RowSet::rowCount)
                        .flatMap(acknowledgements -> execute(connection, ALERTS.eraseSilences(author))
                                .map(silences -> new ErasedActs(acknowledgements, silences.rowCount()))));
    }

    /** Dead rows are the server's: autovacuum removes them. */
    @Override
    public Uni<Boolean> clean() {
        return Uni.createFrom().item(false);
    }

    private <R> Uni<R> locked(List<String> sessionIds, LockedWork<R> work) {
        return database.transaction(QueryName.ERASE, connection -> execute(connection, QUERIES.lock(sessionIds))
                .flatMap(rows -> work.apply(connection, PostgresRow.list(rows, ErasureQueries::locked))));
    }

    /** What is done while sessions are locked. */
    private interface LockedWork<R> {

        Uni<R> apply(SqlConnection connection, List<Locked> sessions);
    }

    private static Uni<ErasedRows> counted(SqlConnection connection, List<Locked> sessions) {
        return execute(connection, QUERIES.count(free(sessions)))
                .map(rows -> Objects.requireNonNull(PostgresRow.first(rows, ErasureQueries::rows)));
    }

    private static List<String> free(List<Locked> sessions) {
        return sessions.stream().filter(session -> !session.held()).map(Locked::sessionId).toList();
    }

    private static <T> Uni<?> each(List<T> items, Function<T, Uni<RowSet<Row>>> work) {
        return Multi.createFrom().iterable(items).onItem().transformToUniAndConcatenate(item -> work.apply(item)).collect()
                .last();
    }

    private Uni<RowSet<Row>> query(Statement statement) {
        return database.query(QueryName.ERASE, statement.sql(), PostgresDatabase.tuple(statement.parameters()));
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, Statement statement) {
        return connection.preparedQuery(statement.sql()).execute(PostgresDatabase.tuple(statement.parameters()));
    }
}
