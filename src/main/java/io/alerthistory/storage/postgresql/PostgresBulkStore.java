package io.alerthistory.storage.postgresql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.bulk.BulkBatch;
import io.alerthistory.bulk.BulkFindings;
import io.alerthistory.bulk.BulkPlan;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Batches on PostgreSQL. One statement for each kind of interaction finds those that are stored already, and one statement
 * compares every 256 KB of them. Then one transaction locks and reads with two statements, or four when there are chats, and
 * writes with at most five, independent of the number of records.
 */
@Singleton
@Typed(PostgresBulkStore.class)
public class PostgresBulkStore implements BulkStore {

    /** In ascending order, as everybody locks who locks several: nobody waits in a circle. */
    private static final String LOCK = "select " + Tables.SESSION_HEADS.selected() + " from alert_sessions"
            + " where session_id = any($1::text[]) or alert_id = any($2::text[]) order by session_id for no key update";

    private static final String CHATS = "select chat_id, session_id as owner from chats where chat_id = any($1::text[])";

    private static final String MESSAGES = "select message_id, chat_id as owner from chat_user_messages"
            + " where message_id = any($1::text[])";

    /** Times that a batch starts again because another transaction was in its way. */
    private static final int RETRIES = 5;

    private final PostgresDatabase database;
    private final PostgresExistingInteractions known;

    PostgresBulkStore(PostgresDatabase database, PostgresExistingInteractions known) {
        this.known = known;
        this.database = database;
    }

    @Override
    public Uni<BulkPlan> store(BulkBatch batch) {
        return batch.records().isEmpty() ? Uni.createFrom().item(() -> BulkPlan.of(batch, BulkFindings.NONE))
                : Uni.createFrom().deferred(() -> known(batch)).flatMap(known -> store(batch, known))
                        .onFailure(PostgresFailures::isConcurrentChange).retry().atMost(RETRIES)
                        .onFailure(PostgresFailures::isConcurrencyFailure)
                        .transform(failure -> new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                                "Others keep writing what this batch names; try again", failure));
    }

    private Uni<BulkPlan> store(BulkBatch batch, List<ExistingInteraction> known) {
        return database.transaction(QueryName.BULK_BATCH, connection -> find(connection, batch, known)
                // A repeat is recognised by its content; that is computed off the event loop.
                .emitOn(Infrastructure.getDefaultWorkerPool()).map(found -> BulkPlan.of(batch, found))
                .call(plan -> write(connection, plan)));
    }

    private Uni<List<ExistingInteraction>> known(BulkBatch batch) {
        return known.find(QueryName.BULK_BATCH, InteractionKind.LLM, batch.interactionIds(InteractionKind.LLM))
                .flatMap(llm -> known
                        .find(QueryName.BULK_BATCH, InteractionKind.MCP, batch.interactionIds(InteractionKind.MCP))
                        .map(mcp -> Stream.concat(llm.stream(), mcp.stream()).toList()));
    }

    private static Uni<BulkFindings> find(SqlConnection connection, BulkBatch batch, List<ExistingInteraction> known) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(array(batch.sessionIds()), array(batch.alertIds())))
                .flatMap(sessions -> Uni.combine().all().unis(
                        select(connection, Tables.STAGE_HEADS, batch.stageIds()),
                        owners(connection, CHATS, batch.chatIds()), owners(connection, MESSAGES, batch.messageIds()))
                        .asTuple().map(rest -> new BulkFindings(PostgresRow.list(sessions, Tables.SESSION_HEADS.reader()),
                                PostgresRow.list(rest.getItem1(), Tables.STAGE_HEADS.reader()), rest.getItem2(),
                                rest.getItem3(), known)));
    }

    private static Uni<Void> write(SqlConnection connection, BulkPlan plan) {
        return insert(connection, Tables.NEW_SESSIONS, plan.sessions())
                .chain(() -> insert(connection, Tables.STAGES, plan.stages()))
                .chain(() -> insert(connection, InteractionTables.numbered(InteractionKind.LLM), plan.llmInteractions()))
                .chain(() -> insert(connection, InteractionTables.numbered(InteractionKind.MCP), plan.mcpInteractions()))
                .chain(() -> execute(connection, PostgresSql.updateAll(Tables.SESSION_HEADS), Tables.SESSION_HEADS,
                        plan.counted()));
    }

    private static Uni<RowSet<Row>> select(SqlConnection connection, Table<?> table, Set<String> keys) {
        return connection.preparedQuery(PostgresSql.selectAll(table)).execute(Tuple.of(array(keys)));
    }

    private static Uni<Map<String, String>> owners(SqlConnection connection, String query, Set<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(Map.of())
                : connection.preparedQuery(query).execute(Tuple.of(array(ids))).map(rows -> {
                    Map<String, String> owners = new HashMap<>();
                    rows.forEach(row -> owners.put(row.getString(0), row.getString(1)));
                    return owners;
                });
    }

    private static <T> Uni<Void> insert(SqlConnection connection, Table<T> table, List<T> rows) {
        return execute(connection, PostgresSql.insertAll(table), table, rows);
    }

    private static <T> Uni<Void> execute(SqlConnection connection, String sql, Table<T> table, List<T> rows) {
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).execute(PostgresDatabase.tuple(PostgresSql.arrays(table, rows)))
                        .replaceWithVoid();
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
