package io.alerthistory.observe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits each kind of log line to one in ten seconds, and counts the suppressed ones. It remembers a few kinds, and
 * forgets the oldest.
 */
final class LogThrottle {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int KINDS = 32;

    private record Last(long atNanos, long suppressed) {
    }

    private final Map<String, Last> kinds = new LinkedHashMap<>();

    /**
     * Counts a line.
     *
     * @param nowNanos of a monotonic clock
     * @return the number of lines of this kind suppressed since the last one; empty when this line is to be suppressed
     */
    synchronized OptionalLong count(String kind, long nowNanos) {
        Last last = kinds.get(kind);
        if (last != null && nowNanos - last.atNanos() < INTERVAL.toNanos()) {
            kinds.put(kind, new Last(last.atNanos(), last.suppressed() + 1));
            return OptionalLong.empty();
        }
        if (last == null && kinds.size() >= KINDS) {
            kinds.remove(kinds.keySet().iterator().next());
        }
        kinds.put(kind, new Last(nowNanos, 0));
        return OptionalLong.of(last == null ? 0 : last.suppressed());
    }
}
