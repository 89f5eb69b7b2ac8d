package io.alerthistory.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a list.
 *
 * @param filtersApplied with no filter all six keys, null; else those that were given
 */
public record SessionList(List<SessionOverview> sessions, Pagination pagination, Map<String, @Nullable Object> filtersApplied) {

    /**
     * Where the page stands.
     *
     * @param count how total_items was found: exact
     */
    public record Pagination(int page, int pageSize, long totalPages, long totalItems, String count,
            @Nullable String nextCursor) {
    }

    static SessionList of(SessionListParams params, SessionPage page) {
        PageRequest request = params.page();
        long totalPages = (page.totalItems() + request.size() - 1) / request.size();
        return new SessionList(page.sessions(),
                new Pagination(request.page(), request.size(), totalPages, page.totalItems(), "exact", null),
                filtersApplied(params.filter()));
    }

    private static Map<String, @Nullable Object> filtersApplied(SessionFilter filter) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("status", filter.statuses().isEmpty() ? null : filter.statuses());
        all.put("agent_type", filter.agentType());
        all.put("alert_type", filter.alertType());
        all.put("search", null);
        all.put("start_date_us", filter.startDateUs());
        all.put("end_date_us", filter.endDateUs());
        if (all.values().stream().anyMatch(value -> value != null)) {
            all.values().removeAll(Arrays.asList((Object) null));
        }
        return all;
    }
}
