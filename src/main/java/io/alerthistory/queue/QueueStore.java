package io.alerthistory.queue;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;

/** The port for the work queue. Every method is one transaction. */
public interface QueueStore {

    /**
     * Moves the oldest pending session to in progress. Concurrent claims never get the same session, and claims with a
     * limit never exceed it.
     *
     * @return its session_id; null when none is pending or the limit is reached
     */
    Uni<@Nullable String> claim(ClaimRequest claim, long nowUs);

    /**
     * Stores a heartbeat, unless the session has ended.
     *
     * @return the session's status; null when there is no such session
     */
    Uni<@Nullable SessionStatus> beat(String sessionId, HeartbeatRequest heartbeat, long nowUs);
}
