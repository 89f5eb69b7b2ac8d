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

/** Appends interactions of one kind, those of several sessions together. */
final class Appends implements BatchWriter.Writing<Batch<?>, Appends.Try> {

    /**
     * What became of a batch.
     *
     * @param appended null when nothing was done
     * @param alone whether its session had a statement of its own, which waits for a lock and is not mistaken about its state
     */
    record Try(@Nullable Appended appended, boolean alone) {
    }

    private final PostgresDatabase database;
    private final AppendSql sql;
    private final BatchWriter<Batch<?>, Try> together;

    Appends(PostgresDatabase database, Vertx vertx, InteractionKind kind) {
        this.database = database;
        sql = new AppendSql(kind);
        together = new BatchWriter<>(vertx, this);
    }

    AppendSql sql() {
        return sql;
    }

    /** Appends a batch; gives null when its session is unknown or has ended. */
    Uni<@Nullable Appended> append(Batch<?> batch) {
        return database.shared(together.write(batch))
                .flatMap(first -> first.appended() != null || first.alone() ? Uni.createFrom().item(first) : alone(batch))
                .map(Try::appended);
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
    public Uni<List<Try>> together(List<Batch<?>> several) {
        return database.executeIdempotent(QueryName.INTERACTION_APPEND, sql.several(), sql.parameters(several)).map(rows -> {
            Map<String, Long> lastSeq = new HashMap<>();
            rows.forEach(row -> lastSeq.put(row.getString(0), row.getLong(1)));
            return several.stream().map(batch -> new Try(appended(batch, lastSeq.get(batch.sessionId())), false)).toList();
        });
    }

    @Override
    public Uni<Try> alone(Batch<?> batch) {
        return database.executeIdempotent(QueryName.INTERACTION_APPEND, sql.one(),
                sql.parameters(batch, batch.interactions(), false))
                .map(rows -> new Try(appended(batch, PostgresRow.first(rows, row -> row.number("last_seq"))), true));
    }

    private static @Nullable Appended appended(Batch<?> batch, @Nullable Long lastSeq) {
        return lastSeq == null ? null : new Appended(batch.interactions().size(), lastSeq);
    }
}
