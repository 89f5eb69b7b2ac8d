package io.alerthistory.storage.sqlite;

import java.util.Optional;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.HeartbeatRequest;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;

/** The work queue on SQLite. The one writer alone keeps claimers out of each other's way. */
@Singleton
@Typed(SqliteQueueStore.class)
public class SqliteQueueStore implements QueueStore {

    private static final String CLAIM = """
            update alert_sessions
            set status = 'in_progress', pod_id = :pod, claimed_at_us = :now, supervised = 1,
                last_interaction_at = :now, version = version + 1
            where session_id = (
                    select session_id
                    from alert_sessions
                    where status = 'pending'
                    order by started_at_us, session_id
                    limit 1)
                and (:max is null or (
                    select count(*)
                    from (
                        select 1
                        from alert_sessions
                        where status = 'in_progress' and claimed_at_us is not null
                        limit coalesce(:max, 0))) < :max)
            returning session_id""";

    private static final String BEAT = """
            update alert_sessions
            set last_interaction_at = max(coalesce(last_interaction_at, 0), :now), pod_id = coalesce(:pod, pod_id),
                supervised = 1, version = version + 1
            where session_id = :id and completed_at_us is null""";

    private final SqliteDatabase database;

    SqliteQueueStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable String> claim(ClaimRequest claim, long nowUs) {
        return database.write(QueryName.CLAIM, handle -> handle.createQuery(CLAIM).bind("pod", claim.podId())
                .bind("max", claim.maxInProgress()).bind("now", nowUs).mapTo(String.class).findOne().orElse(null));
    }

    @Override
    public Uni<@Nullable SessionStatus> beat(String sessionId, HeartbeatRequest heartbeat, long nowUs) {
        return database.write(QueryName.HEARTBEAT, handle -> {
            handle.createUpdate(BEAT).bind("id", sessionId).bind("pod", heartbeat.podId()).bind("now", nowUs).execute();
            return status(handle, sessionId).orElse(null);
        });
    }

    private static Optional<SessionStatus> status(Handle handle, String sessionId) {
        return handle.createQuery("select status from alert_sessions where session_id = :id").bind("id", sessionId)
                .mapTo(String.class).findOne().map(status -> JsonName.stored(SessionStatus.class, status));
    }
}
