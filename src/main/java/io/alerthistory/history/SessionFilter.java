package io.alerthistory.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions a list shows. Filters combine with AND; null or empty is no filter.
 *
 * @param statuses any of these, as sent; an unknown one matches nothing
 * @param startDateUs inclusive lower bound of started_at_us
 * @param endDateUs inclusive upper bound of started_at_us
 */
public record SessionFilter(List<String> statuses, @Nullable String agentType, @Nullable String alertType,
        @Nullable Long startDateUs, @Nullable Long endDateUs) {
}
