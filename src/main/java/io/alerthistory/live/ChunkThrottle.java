package io.alerthistory.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Limits the chunks of each stream of text. A chunk has the whole text so far, so the newest one stands for those before it,
 * and
 * the last one is always passed on. Not thread-safe.
 */
final class ChunkThrottle {

    static final Duration INTERVAL = Duration.ofMillis(250);

    /** Streams that are remembered; the one that has been quiet longest is forgotten first. */
    static final int MAX_STREAMS = 4_096;

    private final Map<String, Stream> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxStreams;

    /** @param waiting the chunk that is passed on next; null for none */
    private record Stream(Instant sentAt, @Nullable String waiting) {
    }

    /**
     * What to do with a chunk.
     *
     * @param passed whether it is passed on now
     * @param pause when not null, how long until {@link ChunkThrottle#take} has to be asked for the stream
     */
    record Decision(boolean passed, @Nullable Duration pause) {

        static final Decision PASS = new Decision(true, null);
        static final Decision REPLACED = new Decision(false, null);
    }

    ChunkThrottle() {
        this(MAX_STREAMS);
    }

    ChunkThrottle(int maxStreams) {
        this.maxStreams = maxStreams;
    }

    int size() {
        return streams.size();
    }

    /**
     * Decides about a chunk.
     *
     * @param isLast whether the stream ends with it
     */
    Decision offer(String stream, String chunk, boolean isLast, Instant now) {
        Stream known = streams.get(stream);
        if (isLast) {
            streams.remove(stream);
            return Decision.PASS;
        }
        if (known != null && known.waiting() != null) {
            streams.put(stream, new Stream(known.sentAt(), chunk));
            return Decision.REPLACED;
        }
        Duration left = known == null ? Duration.ZERO : Interval.left(known.sentAt(), now, INTERVAL);
        if (known != null && !left.isZero()) {
            streams.put(stream, new Stream(known.sentAt(), chunk));
            return new Decision(false, left);
        }
        streams.put(stream, new Stream(now, null));
        forget();
        return Decision.PASS;
    }

    /** Takes the chunk of a stream that waits; null when the stream has ended meanwhile. */
    @Nullable
    String take(String stream, Instant now) {
        Stream known = streams.get(stream);
        if (known == null || known.waiting() == null) {
            return null;
        }
        streams.put(stream, new Stream(now, null));
        return known.waiting();
    }

    private void forget() {
        if (streams.size() > maxStreams) {
            streams.remove(streams.keySet().iterator().next());
        }
    }
}
