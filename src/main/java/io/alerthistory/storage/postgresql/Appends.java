package io.alerthistory.storage.postgresql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Appended;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Appends interactions of one kind, those of several sessions in one statement. */
final class Appends implements BatchWriter.Statements<Batch<?>, Appends.Outcome> {

    /**
     * The outcome of a batch.
     *
     * @param appended null when nothing was appended
     * @param single whether the statement was for this session only: it waits for a lock and sees the current status
     */
    record Outcome(@Nullable Appended appended, boolean single) {
    }

    private final PostgresDatabase database;
    private final AppendSql sql;
    private final BatchWriter<Batch<?>, Outcome> writer;

    Appends(PostgresDatabase database, Vertx vertx, InteractionKind kind) {
        this.database = database;
        sql = new AppendSql(kind);
        writer = new BatchWriter<>(vertx, this);
    }

    AppendSql sql() {
        return sql;
    }

    /**
     * Appends a batch.
     *
     * @return null when its session is unknown or has ended
     */
    Uni<@Nullable Appended> append(Batch<?> batch) {
        return database.shared(writer.write(batch))
                .flatMap(first -> first.appended() != null || first.single() ? Uni.createFrom().item(first) : writeOne(batch))
                .map(Outcome::appended);
    }

    @Override
    public Object key(Batch<?> batch) {
        return batch.sessionId();
    }

    @Override
    public int size(Batch<?> batch) {
        return sql.size(batch);
    }

    @Override
    public Uni<List<Outcome>> writeBatch(List<Batch<?>> several) {
        return database.executeIdempotent(QueryName.INTERACTION_APPEND, sql.several(), sql.parameters(several)).map(rows -> {
            Map<String, Long> lastSeq = new HashMap<>();
            rows.forEach(row -> lastSeq.put(row.getString(0), row.getLong(1)));
            return several.stream().map(batch -> new Outcome(appended(batch, lastSeq.get(batch.sessionId())), false)).toList();
        });
    }

    @Override
    public Uni<Outcome> writeOne(Batch<?> batch) {
        return database.executeIdempotent(QueryName.INTERACTION_APPEND, sql.one(),
                sql.parameters(batch, batch.interactions(), false))
                .map(rows -> new Outcome(appended(batch, PostgresRow.first(rows, row -> row.number("last_seq"))), true));
    }

    private static @Nullable Appended appended(Batch<?> batch, @Nullable Long lastSeq) {
        return lastSeq == null ? null : new Appended(batch.interactions().size(), lastSeq);
    }
}
