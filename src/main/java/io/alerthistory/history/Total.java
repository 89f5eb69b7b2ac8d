package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

/**
 * How many sessions match.
 *
 * @param mode how it was found: exact, estimate or none
 * @param items null with none
 */
public record Total(CountMode mode, @Nullable Long items) {

    public static final Total NONE = new Total(CountMode.NONE, null);

    public static Total exact(long items) {
        return new Total(CountMode.EXACT, items);
    }

    public static Total estimate(long items) {
        return new Total(CountMode.ESTIMATE, items);
    }

    /** An estimate that is known to lie beyond the bound. */
    public static Total beyondBound(long estimate) {
        return estimate(Math.max(estimate, CountMode.BOUND + 1L));
    }
}
