package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Changed;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.PendingLimit;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.SearchUpdate;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Sessions on SQLite. */
@Singleton
@Typed(SqliteSessionStore.class)
public class SqliteSessionStore implements SessionStore {

    private static final Table<AlertSession> TABLE = Tables.CHANGING_SESSIONS;
    private static final Table<StageExecution> STAGES = Tables.CHANGING_STAGES;
    private static final Table<AlertSession> NEW = Tables.NEW_SESSIONS;
    private static final Table<SessionHead> HEADS = Tables.SESSION_HEADS;

    private static final String SEARCH_UPDATE = SearchUpdate.sql(SqliteDialect.INSTANCE);

    private static final String UNLESS_TAKEN = " on conflict do nothing returning session_id";

    private static final String FIND_TAKEN = "select " + HEADS.selected() + " from alert_sessions"
            + " where session_id = :session or alert_id = :alert order by session_id = :session desc limit 1";

    private static final String INSERT_WITHIN = "insert into alert_sessions (" + NEW.names() + ") select "
            + SqliteSql.parameters(NEW) + PendingLimit.where(":max");

    private final SqliteDatabase database;

    SqliteSessionStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Stored<SessionHead>> create(AlertSession candidate) {
        return database.write(QueryName.SESSION_CREATE,
                handle -> insertOrFind(handle, handle.createQuery(SqliteSql.insert(NEW) + UNLESS_TAKEN),
                        candidate).orElseThrow());
    }

    @Override
    public Uni<@Nullable Stored<SessionHead>> createWithin(AlertSession candidate, int maxPending) {
        return database.write(QueryName.SESSION_CREATE, handle -> insertOrFind(handle,
                handle.createQuery(INSERT_WITHIN + UNLESS_TAKEN).bind("max", maxPending), candidate).orElse(null));
    }

    @Override
    public Uni<@Nullable Stored<SessionHead>> submit(AlertSession candidate, OptionalInt maxPending, AuditEntry entry) {
        return database.write(QueryName.SESSION_CREATE, handle -> {
            Query insert = maxPending.isEmpty() ? handle.createQuery(SqliteSql.insert(NEW) + UNLESS_TAKEN)
                    : handle.createQuery(INSERT_WITHIN + UNLESS_TAKEN).bind("max", maxPending.getAsInt());
            Stored<SessionHead> stored = insertOrFind(handle, insert, candidate).orElse(null);
            if (stored != null && stored.created()) {
                SqliteAudit.append(handle, entry);
            }
            return stored;
        });
    }

    @Override
    public <D> Uni<@Nullable Changed<AlertSession, D>> change(String sessionId, SentPayloads payloads,
            Function<AlertSession, D> change, @Nullable AuditEntry entry) {
        return database.write(QueryName.SESSION_CHANGE, handle -> SqliteSql.find(handle, TABLE, sessionId).map(session -> {
            SqliteSql.readTexts(handle, ChangingTexts.OF_SESSIONS, payloads.fields(), session, RowKey.of(sessionId));
            Changed<AlertSession, D> changed = new Changed<>(session,
                    change(handle, session, List.of(), () -> change.apply(session)));
            SqliteAudit.appendIfAny(handle, entry);
            return changed;
        }).orElse(null));
    }

    /**
     * Makes a change to what was read in this transaction and stores it, as managed entities would, only where it made a
     * difference. A session shows its stages, so its version grows with theirs.
     */
    static <D> D change(Handle handle, AlertSession session, List<StageExecution> stages, Supplier<D> change) {
        return store(handle, session, stages, change, false);
    }

    /** The same for a change that the session shows, whether or not it is one of its own row. */
    static void touch(Handle handle, AlertSession session, Runnable change) {
        boolean unused = store(handle, session, List.of(), () -> {
            change.run();
            return true;
        }, true);
    }

    private static <D> D store(Handle handle, AlertSession session, List<StageExecution> stages, Supplier<D> change,
            boolean touched) {
        List<Object> before = values(TABLE, session);
        String searched = SearchUpdate.stored(session);
        List<Object> texts = ChangingTexts.OF_SESSIONS.values(session);
        List<List<Object>> stagesBefore = stages.stream().map(stage -> values(STAGES, stage)).toList();
        List<List<Object>> stageTexts = stages.stream().map(ChangingTexts.OF_STAGES::values).toList();
        D decision = change.get();
        List<ChangingTexts.Change> changes = ChangingTexts.OF_SESSIONS.changes(session, texts);
        boolean changed = touched || !before.equals(values(TABLE, session)) || !changes.isEmpty();
        for (int i = 0; i < stages.size(); i++) {
            StageExecution stage = stages.get(i);
            List<ChangingTexts.Change> ofStage = ChangingTexts.OF_STAGES.changes(stage, stageTexts.get(i));
            if (!stagesBefore.get(i).equals(values(STAGES, stage)) || !ofStage.isEmpty()) {
                stage.version++;
                // The event that tells of a status also tells texts: they come first.
                SqliteSql.writeTexts(handle, ChangingTexts.OF_STAGES, ofStage, RowKey.in(stage.sessionId, stage.executionId));
                SqliteSql.bind(handle.createUpdate(SqliteSql.update(STAGES)), STAGES, stage).execute();
                changed = true;
            }
        }
        if (changed) {
            session.version++;
            SqliteSql.writeTexts(handle, ChangingTexts.OF_SESSIONS, changes, RowKey.of(session.sessionId));
            SqliteSql.bind(handle.createUpdate(SqliteSql.update(TABLE)), TABLE, session).execute();
            SearchUpdate search = SearchUpdate.of(searched, session);
            if (search.isNeeded()) {
                handle.createUpdate(SEARCH_UPDATE).bind("p1", search.after()).bind("p2", search.rest())
                        .bind("p3", session.sessionId).execute();
            }
        }
        return decision;
    }

    private static Optional<Stored<SessionHead>> insertOrFind(Handle handle, Query insert, AlertSession candidate) {
        if (SqliteSql.bind(insert, NEW, candidate).mapTo(String.class).findOne().isPresent()) {
            return Optional.of(new Stored<>(SessionHead.of(candidate), true));
        }
        return handle.createQuery(FIND_TAKEN).bind("session", candidate.sessionId).bind("alert", candidate.alertId)
                .map(SqliteRow.mapper(HEADS.reader())).findOne().map(taken -> new Stored<>(taken, false));
    }

    private static <T> List<Object> values(Table<T> table, T row) {
        List<Object> values = new ArrayList<>();
        table.columns().forEach(column -> values.add(column.value().apply(row)));
        return values;
    }
}
