package io.alerthistory.live;

import java.util.function.LongConsumer;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

/** Finds the place of a session's channel, from which a client may catch up after a lost connection. */
final class SessionCursor {

    private static final Logger LOG = Logger.getLogger(SessionCursor.class);

    private final LiveParts parts;

    SessionCursor(LiveParts parts) {
        this.parts = parts;
    }

    /**
     * Finds the id of the newest event of a session that has been passed on. Without a failure and with a session, its receiver
     * is
     * called once, while no event is passed on. A session whose events have expired is at the place of all.
     */
    void place(Channel channel, LongConsumer found) {
        String sessionId = String.valueOf(channel.sessionId());
        parts.reads().run(() -> parts.store().newest(channel).flatMap(newest -> newest > 0 ? Uni.createFrom().item(newest)
                : parts.sessions().exists(sessionId).map(exists -> exists ? Long.MAX_VALUE : 0L)))
                .subscribe().with(newest -> {
                    if (newest > 0) {
                        parts.hub().between(position -> found.accept(Math.min(newest, position)));
                    }
                }, failure -> LOG.debug("A cursor could not be read", failure));
    }
}
