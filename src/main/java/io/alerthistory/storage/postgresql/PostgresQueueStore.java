package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.HeartbeatRequest;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The work queue on PostgreSQL: a claim and a heartbeat are one statement each. */
@Singleton
@Typed(PostgresQueueStore.class)
public class PostgresQueueStore implements QueueStore {

    /** The function is part of the schema, where a comment says how claims avoid waiting for each other. */
    private static final String CLAIM = "select * from claim_session($1::text, $2::bigint, $3::bigint) as session_id";

    /** Changes no indexed column, so the new row version stays on its page and no index is updated. */
    private static final String BEAT = """
            update alert_sessions
            set last_interaction_at = greatest(last_interaction_at, $2::bigint), pod_id = coalesce($3::text, pod_id),
                supervised = true, version = version + 1
            where session_id = $1::text and completed_at_us is null
            returning status""";

    private static final String STATUS = "select status from alert_sessions where session_id = $1";

    private final PostgresDatabase database;

    PostgresQueueStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable String> claim(ClaimRequest claim, long nowUs) {
        Long max = claim.maxInProgress() == null ? null : Long.valueOf(claim.maxInProgress());
        return database.execute(QueryName.CLAIM, CLAIM, Tuple.of(claim.podId(), max, nowUs))
                .map(rows -> PostgresRow.first(rows, row -> row.text("session_id")));
    }

    @Override
    public Uni<@Nullable SessionStatus> beat(String sessionId, HeartbeatRequest heartbeat, long nowUs) {
        return database.executeIdempotent(QueryName.HEARTBEAT, BEAT, Tuple.of(sessionId, nowUs, heartbeat.podId()))
                .map(PostgresQueueStore::status)
                .onItem().ifNull().switchTo(() -> database.query(QueryName.HEARTBEAT, STATUS, Tuple.of(sessionId))
                        .map(PostgresQueueStore::status));
    }

    private static @Nullable SessionStatus status(RowSet<Row> rows) {
        return PostgresRow.first(rows, row -> JsonName.stored(SessionStatus.class, row.text("status")));
    }
}
