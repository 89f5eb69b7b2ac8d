package io.alerthistory.queue;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;

/** Where sessions wait for workers. Every method is one transaction. */
public interface QueueStore {

    /**
     * Takes the oldest pending session into progress. However many claim at once, no session is given to two of them, and those
     * who name a limit never exceed it.
     *
     * @return its session_id; null when none is pending or the limit is reached
     */
    Uni<@Nullable String> claim(ClaimRequest claim, long nowUs);

    /**
     * Notes a sign of life, unless the session has ended.
     *
     * @return the session's state; null when there is no such session
     */
    Uni<@Nullable SessionStatus> beat(String sessionId, HeartbeatRequest heartbeat, long nowUs);
}
