package io.alerthistory.live;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of agents that tell what happens now. Nothing of it is stored. */
@Singleton
public class LiveTexts {

    private static final Logger LOG = Logger.getLogger(LiveTexts.class);

    private final EventFeed feed;
    private final KnownSessions sessions;
    private final Redaction redaction;
    private final Timers timers;
    private final Clock clock;

    /** Guarded by itself, like the broadcasts of chunks that had to wait and are on their way, by stream. */
    private final ChunkThrottle throttle = new ChunkThrottle();
    private final Map<String, Uni<Void>> onTheirWay = new HashMap<>();

    LiveTexts(EventFeed feed, KnownSessions sessions, Redaction redaction, Timers timers, Clock clock) {
        this.feed = feed;
        this.sessions = sessions;
        this.redaction = redaction;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * Passes a text on to those who watch the session, on every replica. Of the chunks of a stream at most four a second are
     * passed on,
     * the last one always.
     *
     * @throws ProblemException 422 when a field is missing or belongs to another type, 404 when there is no such session
     */
    public Uni<LiveReceipt> post(String sessionId, LiveText text) {
        LiveTextFields.check(text);
        return sessions.exists(sessionId).flatMap(exists -> exists ? pass(sessionId, text.redacted(redaction))
                : Uni.createFrom().failure(Sessions.unknown(sessionId)));
    }

    private Uni<LiveReceipt> pass(String sessionId, LiveText text) {
        String type = text.type().jsonName();
        String broadcast = new Broadcast(sessionId, type, LiveTextFields.render(sessionId, text, Micros.now(clock))).text();
        if (text.type() != LiveTextType.CHUNK) {
            return feed.broadcast(broadcast).replaceWith(new LiveReceipt(true));
        }
        String stream = sessionId + " " + text.stream();
        Instant now = clock.instant();
        ChunkThrottle.Decision decision;
        Uni<Void> before;
        synchronized (throttle) {
            decision = throttle.offer(stream, broadcast, Boolean.TRUE.equals(text.isComplete()), now);
            before = onTheirWay.getOrDefault(stream, Uni.createFrom().voidItem());
        }
        if (decision.pause() != null) {
            timers.after(decision.pause(), () -> passWaiting(stream));
        }
        // An older chunk must not overtake this one.
        return decision.passed()
                ? before.onFailure().recoverWithNull().chain(() -> feed.broadcast(broadcast)).replaceWith(new LiveReceipt(true))
                : Uni.createFrom().item(new LiveReceipt(false));
    }

    private void passWaiting(String stream) {
        Uni<Void> sending;
        synchronized (throttle) {
            String chunk = throttle.take(stream, clock.instant());
            if (chunk == null) {
                return;
            }
            sending = feed.broadcast(chunk).memoize().indefinitely();
            onTheirWay.put(stream, sending);
        }
        sending.onTermination().invoke(() -> {
            synchronized (throttle) {
                onTheirWay.remove(stream, sending);
            }
        }).subscribe().with(done -> {
            // the next chunk may follow
        }, failure -> LOG.debug("A chunk was lost", failure));
    }
}
