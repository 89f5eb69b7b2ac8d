package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

/**
 * Whether a session is on hold.
 *
 * @param heldAtUs microseconds since the epoch; null when the session is not on hold, like the next two
 * @param heldBy who put it on hold
 * @param version of the session; the ETag
 */
public record SessionHold(String sessionId, boolean held, @Nullable Long heldAtUs, @Nullable String heldBy,
        @Nullable String holdReason, long version) {

    static SessionHold of(AlertSession session) {
        return new SessionHold(session.sessionId, session.isHeld(), session.heldAtUs, session.heldBy, session.holdReason,
                session.version);
    }
}
