package io.alerthistory.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a list.
 *
 * @param filtersApplied with no filter the keys of those that Tarsy has, null; else those that were given
 */
public record SessionList(List<SessionOverview> sessions, Pagination pagination, Map<String, @Nullable Object> filtersApplied) {

    /**
     * Where the page stands.
     *
     * @param page its number from 1; null when it was asked for by a cursor
     * @param totalPages null when nothing was counted
     * @param count how total_items was found: exact, estimate or none
     * @param nextCursor leads to the rows after this page; null on the last one
     * @param prevCursor leads to the rows before this page; null on the first one
     */
    public record Pagination(@Nullable Integer page, int pageSize, @Nullable Long totalPages, @Nullable Long totalItems,
            CountMode count, @Nullable String nextCursor, @Nullable String prevCursor) {
    }

    static SessionList of(SessionQuery query, SessionPage page, CursorSigner signer) {
        int size = query.page().size();
        Long items = page.total().items();
        Neighbours neighbours = new Neighbours(query, page, signer);
        return new SessionList(page.sessions(),
                new Pagination(query.page().number(), size, items == null ? null : Long.valueOf((items + size - 1) / size),
                        items,
                        page.total().mode(), neighbours.next(), neighbours.previous()),
                filtersApplied(query.filter()));
    }

    private static Map<String, @Nullable Object> filtersApplied(SessionFilter filter) {
        Map<String, @Nullable Object> applied = new LinkedHashMap<>();
        filter.values().forEach((field, value) -> applied.put(field.jsonName(), FilterField.shown(value)));
        if (applied.isEmpty()) {
            Arrays.stream(FilterField.values()).filter(FilterField::isAlwaysShown)
                    .forEach(field -> applied.put(field.jsonName(), null));
        }
        return applied;
    }
}
