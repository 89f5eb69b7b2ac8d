package io.alerthistory.storage.sqlite;

import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

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
import io.smallrye.mutiny.Uni;

/**
 * Erasures on SQLite. secure_delete overwrites what is deleted or replaced in the file. Copies stay in the index of the search,
 * until its segments are merged, and in the write-ahead log, until it is truncated.
 */
@Singleton
@Typed(SqliteEraseStore.class)
public class SqliteEraseStore implements EraseStore {

    private static final ErasureQueries QUERIES = new ErasureQueries(SqliteDialect.INSTANCE);

    /** Merges the segments of the index; negative, so that also those are merged that usually would wait for more. */
    private static final String MERGE = "insert into session_search (session_search, rank) values ('merge', -200)";

    private static final AlertErasureQueries ALERTS = new AlertErasureQueries(SqliteDialect.INSTANCE);

    private final SqliteDatabase database;

    SqliteEraseStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<EraseCandidate>> find(EraseMatch match, int max) {
        return database.read(QueryName.ERASE, handle -> query(handle, QUERIES.find(match, max))
                .map(SqliteRow.mapper(ErasureQueries::candidate)).list());
    }

    @Override
    public Uni<Long> countHeld(EraseMatch match) {
        return database.read(QueryName.ERASE, handle -> query(handle, QUERIES.held(match)).mapTo(Long.class).one());
    }

    @Override
    public Uni<ErasedRows> count(List<String> sessionIds) {
        return database.read(QueryName.ERASE, handle -> count(handle, sessionIds));
    }

    @Override
    public Uni<ErasedRows> delete(List<String> sessionIds) {
        return database.write(QueryName.ERASE, handle -> {
            List<String> ids = free(lock(handle, sessionIds));
            ErasedRows rows = count(handle, ids);
            execute(handle, QUERIES.redactResponses(ids));
            execute(handle, QUERIES.touchAlerts(ids));
            execute(handle, QUERIES.delete(ids));
            return rows;
        });
    }

    @Override
    public Uni<@Nullable InteractionPlace> redactInteractions(List<String> sessionIds, InteractionKind kind,
            InteractionPlace after, int max) {
        return database.<@Nullable InteractionPlace> write(QueryName.ERASE, handle -> query(handle,
                QUERIES.redactInteractions(free(lock(handle, sessionIds)), kind, after, max))
                .map(SqliteRow.mapper(ErasureQueries::place)).list().stream().max(Comparator.naturalOrder()).orElse(null));
    }

    @Override
    public Uni<ErasedRows> redact(List<String> sessionIds, long nowUs) {
        return database.write(QueryName.ERASE, handle -> {
            List<Locked> all = lock(handle, sessionIds);
            List<String> ids = free(all);
            ErasedRows rows = count(handle, ids);
            execute(handle, QUERIES.redactResponses(ids));
            QUERIES.redactChildren(ids).forEach(statement -> execute(handle, statement));
            all.stream().filter(session -> !session.held())
                    .forEach(session -> execute(handle, QUERIES.redactSession(session, nowUs)));
            return rows;
        });
    }

    @Override
    public Uni<Long> countAlerts(EraseLabel label) {
        return database.read(QueryName.ERASE, handle -> query(handle, ALERTS.count(label)).mapTo(Long.class).one());
    }

    @Override
    public Uni<Integer> eraseAlerts(EraseLabel label, EraseMode mode, int max) {
        return database.write(QueryName.ERASE, handle -> {
            List<Statement> statements = ALERTS.erase(label, mode, max);
            int last = statements.size() - 1;
            statements.subList(0, last).forEach(statement -> execute(handle, statement));
            return query(handle, statements.get(last)).mapTo(Long.class).list().size();
        });
    }

    @Override
    public Uni<ErasedActs> countActs(String author) {
        return database.read(QueryName.ERASE, handle -> query(handle, ALERTS.countActs(author))
                .map(SqliteRow.mapper(AlertErasureQueries::acts)).one());
    }

    @Override
    public Uni<ErasedActs> eraseActs(String author) {
        return database.write(QueryName.ERASE, handle -> {
            update(handle, ALERTS.eventsOf("events", "payload", author));
            return new ErasedActs(update(handle, ALERTS.eraseAcknowledgements(author)),
                    update(handle, ALERTS.eraseSilences(author)));
        });
    }

    @Override
    public Uni<Boolean> clean() {
        return database.write(QueryName.ERASE, SqliteEraseStore::merge)
                .flatMap(merged -> merged ? Uni.createFrom().item(true)
                        : database.writeWithoutTransaction(QueryName.ERASE, SqliteEraseStore::isLogBusy));
    }

    /** The command itself is one change; more means that it has merged something. */
    private static boolean merge(Handle handle) {
        long before = changes(handle);
        handle.execute(MERGE);
        return changes(handle) - before > 1;
    }

    private static long changes(Handle handle) {
        return handle.createQuery("select total_changes()").mapTo(Long.class).one();
    }

    /** The log is busy while somebody reads from it. */
    private static boolean isLogBusy(Handle handle) {
        return handle.createQuery("pragma wal_checkpoint(truncate)").map((row, context) -> row.getInt(1) != 0).one();
    }

    private static List<Locked> lock(Handle handle, List<String> sessionIds) {
        return query(handle, QUERIES.lock(sessionIds)).map(SqliteRow.mapper(ErasureQueries::locked)).list();
    }

    private static List<String> free(List<Locked> sessions) {
        return sessions.stream().filter(session -> !session.held()).map(Locked::sessionId).toList();
    }

    private static ErasedRows count(Handle handle, List<String> sessionIds) {
        return query(handle, QUERIES.count(sessionIds)).map(SqliteRow.mapper(ErasureQueries::rows)).one();
    }

    private static Query query(Handle handle, Statement statement) {
        return SqliteSql.bind(handle.createQuery(statement.sql()), statement.parameters());
    }

    private static int update(Handle handle, Statement statement) {
        return SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
    }

    private static void execute(Handle handle, Statement statement) {
        SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
    }
}
