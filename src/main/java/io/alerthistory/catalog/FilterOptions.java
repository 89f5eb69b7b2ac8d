package io.alerthistory.catalog;

import java.util.List;

import io.alerthistory.session.SessionStatus;

/**
 * The values that the list of sessions can be filtered by.
 *
 * @param statusOptions every status
 * @param timeRanges those that Tarsy's dashboard can convert to dates
 */
public record FilterOptions(List<String> agentTypes, List<String> alertTypes, List<SessionStatus> statusOptions,
        List<TimeRange> timeRanges) {

    /** A span of time that ends now; {@code value} names it. */
    public record TimeRange(String label, String value) {
    }

    private static final List<TimeRange> TIME_RANGES = List.of(
            new TimeRange("Last Hour", "1h"),
            new TimeRange("Last 4 Hours", "4h"),
            new TimeRange("Today", "today"),
            new TimeRange("This Week", "week"),
            new TimeRange("This Month", "month"));

    static FilterOptions of(List<String> agentTypes, List<String> alertTypes) {
        return new FilterOptions(agentTypes, alertTypes, List.of(SessionStatus.values()), TIME_RANGES);
    }
}
