package io.alerthistory.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.alerthistory.history.HistoryStore;
import io.smallrye.mutiny.Uni;

/** Remembers for a minute which sessions exist, because a stream of text asks several times a second. */
@Singleton
class KnownSessions {

    private static final int MAX = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final HistoryStore store;
    private final Clock clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    KnownSessions(HistoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether there is a session; one that was deleted within the last minute may count as there. */
    Uni<Boolean> exists(String sessionId) {
        Instant now = clock.instant();
        synchronized (seen) {
            Instant at = seen.get(sessionId);
            if (at != null && !Interval.left(at, now, KEPT).isZero()) {
                return Uni.createFrom().item(true);
            }
        }
        return store.progress(sessionId).map(found -> {
            if (found != null) {
                remember(sessionId, now);
            }
            return found != null;
        });
    }

    private void remember(String sessionId, Instant now) {
        synchronized (seen) {
            seen.remove(sessionId);
            seen.put(sessionId, now);
            if (seen.size() > MAX) {
                seen.remove(seen.keySet().iterator().next());
            }
        }
    }
}
