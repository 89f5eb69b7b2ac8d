package io.alerthistory.storage.sqlite;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.Appended;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.Table;
import io.smallrye.mutiny.Uni;

/** Interactions on SQLite: one transaction of the one writer. */
@Singleton
@Typed(SqliteInteractionStore.class)
public class SqliteInteractionStore implements InteractionStore {

    /** What an append must know of its session. */
    private record Head(SessionStatus status, @Nullable Long completedAtUs, long lastSeq) {
    }

    private final SqliteDatabase database;

    SqliteInteractionStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public <T extends Interaction> Uni<@Nullable Appended> append(Batch<T> batch) {
        return database
                .<@Nullable Appended> write(QueryName.INTERACTION_APPEND,
                        handle -> head(handle, batch.sessionId())
                                .map(head -> append(handle, head, batch)).orElse(null))
                .onFailure(SqliteFailures::isForeignKey).transform(failure -> new ProblemException(ErrorCode.UNKNOWN_STAGE,
                        "A stage_execution_id names no stage of session " + batch.sessionId()));
    }

    private static <T extends Interaction> Appended append(Handle handle, Head head, Batch<T> batch) {
        Table<T> table = InteractionTables.of(batch.kind());
        List<T> fresh = batch.withoutDuplicates(SqliteSql.known(handle, batch.kind(), batch.ids()));
        if (fresh.isEmpty()) {
            return new Appended(0, head.lastSeq());
        }
        batch.requireOpen(fresh, head.status(), head.completedAtUs(), chatStages(handle, batch.sessionId(), fresh));
        insert(handle, table, fresh, head.lastSeq());
        count(handle, batch, fresh);
        return new Appended(fresh.size(), head.lastSeq() + fresh.size());
    }

    private static <T extends Interaction> void insert(Handle handle, Table<T> table, List<T> fresh, long lastSeq) {
        try (PreparedBatch insert = handle.prepareBatch("insert into " + table.name() + " (" + table.names() + ", seq) values ("
                + SqliteSql.parameters(table) + ", :seq)")) {
            long seq = lastSeq;
            for (T interaction : fresh) {
                SqliteSql.bind(insert, table, interaction).bind("seq", ++seq).add();
            }
            insert.execute();
        }
    }

    private static void count(Handle handle, Batch<?> batch, List<? extends Interaction> fresh) {
        Tokens tokens = Tokens.of(fresh);
        String counter = InteractionTables.counter(batch.kind());
        handle.createUpdate("update alert_sessions set " + counter + " = " + counter + " + :count,"
                + sum("session_input_tokens", ":input") + sum("session_output_tokens", ":output")
                + sum("session_total_tokens", ":total") + " last_seq = last_seq + :count,"
                + " last_interaction_at = max(coalesce(last_interaction_at, 0), :now), version = version + 1"
                + " where session_id = :id")
                .bind("count", fresh.size()).bind("input", tokens.input()).bind("output", tokens.output())
                .bind("total", tokens.total()).bind("now", batch.receivedAtUs()).bind("id", batch.sessionId()).execute();
    }

    private static String sum(String column, String parameter) {
        return " " + column + " = case when " + parameter + " is null then " + column + " else coalesce(" + column + ", 0) + "
                + parameter + " end,";
    }

    private static Optional<Head> head(Handle handle, String sessionId) {
        return handle.createQuery("select status, completed_at_us, last_seq from alert_sessions where session_id = :id")
                .bind("id", sessionId).map(SqliteRow.mapper(row -> new Head(
                        JsonName.stored(SessionStatus.class, row.text("status")), row.longOrNull("completed_at_us"),
                        row.number("last_seq"))))
                .findOne();
    }

    private static Set<String> chatStages(Handle handle, String sessionId, List<? extends Interaction> fresh) {
        Set<String> named = new HashSet<>();
        fresh.stream().map(Interaction::stageExecutionId).filter(Objects::nonNull).forEach(named::add);
        named.retainAll(handle.createQuery(
                "select execution_id from stage_executions where session_id = :id and chat_id is not null")
                .bind("id", sessionId)
                .mapTo(String.class).set());
        return named;
    }
}
