package io.alerthistory.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ContentDigest;

/**
 * Which sessions a list shows. Filters combine with AND; null or empty is no filter.
 *
 * @param statuses any of these, as sent; an unknown one matches nothing
 * @param startDateUs inclusive lower bound of started_at_us
 * @param endDateUs inclusive upper bound of started_at_us
 */
public record SessionFilter(List<String> statuses, @Nullable String agentType, @Nullable String alertType,
        @Nullable SearchTerm search, @Nullable Long startDateUs, @Nullable Long endDateUs) {

    /** The longest range of time in which rows are looked through one by one, in microseconds: 31 days. */
    private static final long SHORT_RANGE_US = 31L * 24 * 60 * 60 * 1_000_000;

    public static final SessionFilter NONE = new SessionFilter(List.of(), null, null, null, null, null);

    /** Whether it has both ends of a range of time, and a short one. */
    public boolean hasShortRange() {
        return startDateUs != null && endDateUs != null && endDateUs - startDateUs <= SHORT_RANGE_US;
    }

    /** The same for equal filters, whatever the order of the states; a cursor is bound to it. */
    String fingerprint() {
        return new ContentDigest().add("status", statuses.stream().sorted().toList()).add("agent_type", agentType)
                .add("alert_type", alertType).add("search", search == null ? null : search.folded())
                .add("start_date_us", startDateUs).add("end_date_us", endDateUs).hex().substring(0, 16);
    }
}
