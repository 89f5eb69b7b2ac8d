package io.alerthistory.storage.postgresql;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.interaction.Appended;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Interactions on PostgreSQL. The usual case, all new and the session open, is one statement; when that finds anything else, a
 * transaction locks the session and looks closer.
 */
@Singleton
@Typed(PostgresInteractionStore.class)
public class PostgresInteractionStore implements InteractionStore {

    private static final String LOCK = "select status, completed_at_us, last_seq from alert_sessions where session_id = $1"
            + " for no key update";

    private static final String CHAT_STAGES = "select execution_id from stage_executions where session_id = $1"
            + " and chat_id is not null and execution_id = any($2::text[])";

    /** Times that an append starts again because one of its ids was taken at that moment. */
    private static final int RETRIES = 2;

    private final PostgresDatabase database;
    private final PostgresExistingInteractions known;
    private final Map<InteractionKind, Appends> appends = new EnumMap<>(InteractionKind.class);

    PostgresInteractionStore(PostgresDatabase database, PostgresExistingInteractions known, Vertx vertx) {
        this.known = known;
        this.database = database;
        for (InteractionKind kind : InteractionKind.values()) {
            appends.put(kind, new Appends(database, vertx, kind));
        }
    }

    @Override
    public <T extends Interaction> Uni<@Nullable Appended> append(Batch<T> batch) {
        Uni<@Nullable Appended> careful = Uni.createFrom()
                .deferred(() -> known.find(QueryName.INTERACTION_APPEND, batch.kind(), batch.ids()))
                .map(batch::withoutDuplicates)
                .flatMap(fresh -> database.transaction(QueryName.INTERACTION_APPEND,
                        connection -> appendLocked(connection, batch, fresh)))
                .onFailure(PostgresInteractionStore::isTaken).retry().atMost(RETRIES)
                .onFailure(TakenMeanwhile.class).transform(failure -> new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                        "Others keep writing interactions with the same identifiers; try again"));
        Uni<@Nullable Appended> append = batch.repeatsItself() ? careful
                : appends(batch.kind()).append(batch)
                        .onFailure(failure -> PostgresFailures.is(failure, PostgresFailures.UNIQUE_VIOLATION))
                        .recoverWithNull().onItem().ifNull().switchTo(careful);
        return append.onFailure(failure -> PostgresFailures.is(failure, PostgresFailures.FOREIGN_KEY_VIOLATION))
                .transform(failure -> new ProblemException(ErrorCode.UNKNOWN_STAGE,
                        "A stage_execution_id names no stage of session " + batch.sessionId()));
    }

    private <T extends Interaction> Uni<@Nullable Appended> appendLocked(SqlConnection connection, Batch<T> batch,
            List<T> fresh) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(batch.sessionId())).flatMap(sessions -> {
            if (!PostgresRow.any(sessions)) {
                return Uni.createFrom().nullItem();
            }
            Row session = sessions.iterator().next();
            if (fresh.isEmpty()) {
                return Uni.createFrom().item(new Appended(0, session.getLong("last_seq")));
            }
            return chatStages(connection, batch.sessionId(), fresh).invoke(chatStages -> batch.requireOpen(fresh,
                    JsonName.stored(SessionStatus.class, session.getString("status")), session.getLong("completed_at_us"),
                    chatStages))
                    .flatMap(chatStages -> connection.preparedQuery(appends(batch.kind()).sql().one())
                            .execute(appends(batch.kind()).sql().parameters(batch, fresh, true)))
                    .map(rows -> appended(rows, fresh.size()));
        });
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof TakenMeanwhile || PostgresFailures.is(failure, PostgresFailures.UNIQUE_VIOLATION);
    }

    private Appends appends(InteractionKind kind) {
        return Objects.requireNonNull(appends.get(kind));
    }

    private static Uni<Set<String>> chatStages(SqlConnection connection, String sessionId, List<? extends Interaction> fresh) {
        String[] named = fresh.stream().map(Interaction::stageExecutionId).filter(Objects::nonNull).distinct()
                .toArray(String[]::new);
        return connection.preparedQuery(CHAT_STAGES).execute(Tuple.of(sessionId, named))
                .map(rows -> Set.copyOf(PostgresRow.list(rows, row -> row.text("execution_id"))));
    }

    /** The session is locked and may take them: without a row, an identifier has been taken since it was looked for. */
    private static Appended appended(RowSet<Row> rows, int count) {
        Appended appended = PostgresRow.first(rows, row -> new Appended(count, row.number("last_seq")));
        if (appended == null) {
            throw new TakenMeanwhile();
        }
        return appended;
    }

    /** One of the identifiers was stored after it had been looked for. */
    private static final class TakenMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1;

        TakenMeanwhile() {
            super("An identifier was taken meanwhile", null, false, false);
        }
    }
}
