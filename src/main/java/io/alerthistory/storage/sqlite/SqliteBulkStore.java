package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

import io.alerthistory.bulk.BulkBatch;
import io.alerthistory.bulk.BulkFindings;
import io.alerthistory.bulk.BulkPlan;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Batches on SQLite: one transaction of the one writer, a prepared statement for every table. */
@Singleton
@Typed(SqliteBulkStore.class)
public class SqliteBulkStore implements BulkStore {

    private static final String SESSIONS = "select " + Tables.SESSION_HEADS.selected() + " from alert_sessions"
            + " where session_id in (select value from json_each(:sessions))"
            + " or alert_id in (select value from json_each(:alerts))";

    private static final String CHATS = "select chat_id, session_id from chats"
            + " where chat_id in (select value from json_each(:ids))";

    private static final String MESSAGES = "select message_id, chat_id from chat_user_messages"
            + " where message_id in (select value from json_each(:ids))";

    private final SqliteDatabase database;

    SqliteBulkStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<BulkPlan> store(BulkBatch batch) {
        return batch.records().isEmpty() ? Uni.createFrom().item(() -> BulkPlan.of(batch, BulkFindings.NONE))
                : database.write(QueryName.BULK_BATCH, handle -> {
                    BulkPlan plan = BulkPlan.of(batch, find(handle, batch));
                    write(handle, plan);
                    return plan;
                });
    }

    private static BulkFindings find(Handle handle, BulkBatch batch) {
        List<ExistingInteraction> interactions = new ArrayList<>();
        for (InteractionKind kind : InteractionKind.values()) {
            interactions.addAll(SqliteSql.known(handle, kind, batch.interactionIds(kind)));
        }
        return new BulkFindings(
                handle.createQuery(SESSIONS).bind("sessions", SqliteSql.array(batch.sessionIds()))
                        .bind("alerts", SqliteSql.array(batch.alertIds()))
                        .map(SqliteRow.mapper(Tables.SESSION_HEADS.reader())).list(),
                select(handle, Tables.STAGE_HEADS, batch.stageIds()),
                owners(handle, CHATS, batch.chatIds()), owners(handle, MESSAGES, batch.messageIds()), interactions);
    }

    private static void write(Handle handle, BulkPlan plan) {
        insert(handle, Tables.NEW_SESSIONS, plan.sessions());
        insert(handle, Tables.STAGES, plan.stages());
        insert(handle, InteractionTables.numbered(InteractionKind.LLM), plan.llmInteractions());
        insert(handle, InteractionTables.numbered(InteractionKind.MCP), plan.mcpInteractions());
        execute(handle, SqliteSql.update(Tables.SESSION_HEADS), Tables.SESSION_HEADS, plan.counted());
    }

    private static <T> List<T> select(Handle handle, Table<T> table, Set<String> keys) {
        return handle.createQuery("select " + table.selected() + " from " + table.name() + " where " + table.key()
                + " in (select value from json_each(:keys))").bind("keys", SqliteSql.array(keys))
                .map(SqliteRow.mapper(table.reader())).list();
    }

    private static Map<String, String> owners(Handle handle, String query, Set<String> ids) {
        return handle.createQuery(query).bind("ids", SqliteSql.array(ids))
                .reduceResultSet(new HashMap<>(), (owners, row, context) -> {
                    owners.put(row.getString(1), row.getString(2));
                    return owners;
                });
    }

    private static <T> void insert(Handle handle, Table<T> table, List<T> rows) {
        execute(handle, SqliteSql.insert(table), table, rows);
    }

    private static <T> void execute(Handle handle, String sql, Table<T> table, List<T> rows) {
        if (!rows.isEmpty()) {
            try (PreparedBatch statement = handle.prepareBatch(sql)) {
                rows.forEach(row -> SqliteSql.bind(statement, table, row).add());
                statement.execute();
            }
        }
    }
}
