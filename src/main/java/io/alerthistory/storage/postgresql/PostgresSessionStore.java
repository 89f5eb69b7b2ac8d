package io.alerthistory.storage.postgresql;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Changed;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.PendingLimit;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Sessions on PostgreSQL: created by one statement, changed as locked entities. */
@Singleton
@Typed(PostgresSessionStore.class)
public class PostgresSessionStore implements SessionStore {

    private static final Table<SessionHead> HEADS = Tables.SESSION_HEADS;

    private static final Table<AlertSession> NEW = Tables.NEW_SESSIONS;

    private static final String UNLESS_TAKEN = " on conflict do nothing";

    private static final String INSERT = "insert into alert_sessions (" + NEW.names() + ") values (" + PostgresSql.values(NEW)
            + ")" + UNLESS_TAKEN + " returning session_id";

    private static final String INSERT_ALL = PostgresSql.insertAll(NEW) + UNLESS_TAKEN + " returning session_id";

    /** Those who would make the queue longer stand in a row, so that each counts what all before it have committed. */
    private static final String LOCK_QUEUE = "select pg_advisory_xact_lock(" + AdvisoryLock.QUEUE.number() + ")";

    private static final String INSERT_WITHIN = "insert into alert_sessions (" + NEW.names() + ") select "
            + PostgresSql.values(NEW) + PendingLimit.where("$" + (NEW.columns().size() + 1) + "::bigint")
            + UNLESS_TAKEN + " returning session_id";

    private static final String FIND_TAKEN = "select " + HEADS.selected() + " from alert_sessions"
            + " where session_id = $1 or alert_id = $2 order by session_id = $1 desc limit 1";

    private final PostgresDatabase database;
    private final SessionRepository sessions;
    private final RowLeases leases;
    private final PostgresAudit audit;
    private final BatchWriter<AlertSession, Boolean> inserts;

    PostgresSessionStore(PostgresDatabase database, SessionRepository sessions, RowLeases leases, PostgresAudit audit,
            Vertx vertx) {
        this.audit = audit;
        this.leases = leases;
        this.database = database;
        this.sessions = sessions;
        inserts = new BatchWriter<>(vertx, new Inserts());
    }

    @Override
    public Uni<Stored<SessionHead>> create(AlertSession candidate) {
        // What takes its place may be deleted between the two statements; then the place is free.
        return insertOrFind(candidate).onItem().ifNull().switchTo(() -> insertOrFind(candidate)).onItem().ifNull()
                .failWith(
                        () -> new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "The session is being deleted; try again"));
    }

    @Override
    public Uni<@Nullable Stored<SessionHead>> createWithin(AlertSession candidate, int maxPending) {
        return database.transaction(QueryName.SESSION_CREATE,
                connection -> insert(connection, candidate, OptionalInt.of(maxPending)));
    }

    @Override
    public Uni<@Nullable Stored<SessionHead>> submit(AlertSession candidate, OptionalInt maxPending, AuditEntry entry) {
        return database.transaction(QueryName.SESSION_CREATE, connection -> insert(connection, candidate, maxPending)
                .call(stored -> stored != null && stored.created() ? audit.append(connection, entry)
                        : Uni.createFrom().nullItem()));
    }

    private static Uni<@Nullable Stored<SessionHead>> insert(SqlConnection connection, AlertSession candidate,
            OptionalInt maxPending) {
        List<Object> row = PostgresSql.row(NEW, candidate);
        maxPending.ifPresent(max -> row.add((long) max));
        Uni<RowSet<Row>> inserting = maxPending.isEmpty()
                ? connection.preparedQuery(INSERT).execute(PostgresDatabase.tuple(row))
                : connection.query(LOCK_QUEUE).execute()
                        .flatMap(locked -> connection.preparedQuery(INSERT_WITHIN).execute(PostgresDatabase.tuple(row)));
        return inserting.flatMap(inserted -> PostgresRow.any(inserted)
                ? Uni.createFrom().item(new Stored<>(SessionHead.of(candidate), true))
                : connection.preparedQuery(FIND_TAKEN).execute(Tuple.of(candidate.sessionId, candidate.alertId))
                        .map(PostgresSessionStore::taken));
    }

    @Override
    public <D> Uni<@Nullable Changed<AlertSession, D>> change(String sessionId, SentPayloads payloads,
            Function<AlertSession, D> change, @Nullable AuditEntry entry) {
        return leases.leased(QueryName.SESSION_CHANGE, ChangingTexts.OF_SESSIONS, RowKey.of(sessionId), payloads,
                () -> database.entities(QueryName.SESSION_CHANGE, () -> sessions.lockWithTexts(sessionId, payloads.fields())
                        .onItem().ifNotNull()
                        .transformToUni(locked -> changed(locked, change.apply(locked.session()), entry))));
    }

    private <D> Uni<Changed<AlertSession, D>> changed(LockedSession locked, D decision, @Nullable AuditEntry entry) {
        return sessions.flushAndTouch(locked, () -> false).call(() -> audit.appendIfAny(entry))
                .map(stored -> new Changed<>(stored.session(), decision));
    }

    private Uni<@Nullable Stored<SessionHead>> insertOrFind(AlertSession candidate) {
        return database.shared(inserts.write(candidate)).flatMap(inserted -> inserted
                ? Uni.createFrom().item(new Stored<>(SessionHead.of(candidate), true))
                : database.query(QueryName.SESSION_CREATE, FIND_TAKEN, Tuple.of(candidate.sessionId, candidate.alertId))
                        .map(PostgresSessionStore::taken));
    }

    private static @Nullable Stored<SessionHead> taken(RowSet<Row> rows) {
        SessionHead taken = PostgresRow.first(rows, HEADS.reader());
        return taken == null ? null : new Stored<>(taken, false);
    }

    /** Inserts sessions; returns whether each is new. */
    private final class Inserts implements BatchWriter.Statements<AlertSession, Boolean> {

        @Override
        public Object key(AlertSession session) {
            return session.sessionId;
        }

        @Override
        public int size(AlertSession session) {
            return NEW.textLength(session);
        }

        @Override
        public Uni<List<Boolean>> writeBatch(List<AlertSession> several) {
            return database.executeIdempotent(QueryName.SESSION_CREATE, INSERT_ALL,
                    PostgresDatabase.tuple(PostgresSql.arrays(NEW, several))).map(rows -> {
                        Set<String> inserted = new HashSet<>(PostgresRow.list(rows, row -> row.text("session_id")));
                        return several.stream().map(session -> inserted.contains(session.sessionId)).toList();
                    });
        }

        @Override
        public Uni<Boolean> writeOne(AlertSession session) {
            return database.executeIdempotent(QueryName.SESSION_CREATE, INSERT,
                    PostgresDatabase.tuple(PostgresSql.row(NEW, session))).map(PostgresRow::any);
        }
    }
}
