package io.alerthistory.observe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets one line of a kind through in ten seconds, and counts the others. It knows a few kinds, and forgets the oldest. */
final class LogThrottle {

    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final int KINDS = 32;

    private record Last(long atNanos, long suppressed) {
    }

    private final Map<String, Last> kinds = new LinkedHashMap<>();

    /**
     * Counts a line.
     *
     * @param nowNanos of a clock that only goes forward
     * @return how many of its kind were suppressed since the last one; empty when this one is to be suppressed
     */
    synchronized OptionalLong count(String kind, long nowNanos) {
        Last last = kinds.get(kind);
        if (last != null && nowNanos - last.atNanos() < BETWEEN.toNanos()) {
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
