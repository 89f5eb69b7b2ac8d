package io.alerthistory.http.page;

import java.util.Locale;

/** Durations as people say them. */
public final class Durations {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {
    }

    /**
     * A duration in its two largest units, for example 3 min 12 s.
     *
     * @param ms milliseconds; one below zero counts as zero
     */
    public static String of(long ms) {
        if (ms < SECOND) {
            return Math.max(0, ms) + " ms";
        }
        if (ms < 10 * SECOND) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(ms / 100.0) / 10);
        }
        if (ms < MINUTE) {
            return ms / SECOND + " s";
        }
        if (ms < HOUR) {
            return two(ms / MINUTE, "min", ms % MINUTE / SECOND, "s");
        }
        return ms < DAY ? two(ms / HOUR, "h", ms % HOUR / MINUTE, "min") : two(ms / DAY, "d", ms % DAY / HOUR, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
