package io.alerthistory.http.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The list of sessions.
 *
 * @param total how many there are, in words; empty when nothing was counted
 * @param previous the address of the page before; null on the first one
 * @param news where a script asks how many sessions are newer; null when the page is not the newest one
 * @param address of the first page of this view
 * @param isEmptyHistory whether there is no session at all
 */
public record SessionListView(Filters filters, List<Chip> chips, List<Column> columns, List<SessionRow> rows, String total,
        @Nullable String previous, @Nullable String next, List<Choice> sizes, @Nullable String news, String address,
        boolean isEmptyHistory) {

    public SessionListView {
        chips = List.copyOf(chips);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        sizes = List.copyOf(sizes);
    }

    /**
     * The form.
     *
     * @param from the beginning of the range
     * @param kept what the form does not show, but keeps
     */
    public record Filters(String search, List<Choice> states, List<Choice> alertTypes, List<Choice> agentTypes,
            List<Choice> reviews, Time from,
            Time to,
            List<Choice> ranges, List<Choice> kept) {

        public Filters {
            states = List.copyOf(states);
            alertTypes = List.copyOf(alertTypes);
            agentTypes = List.copyOf(agentTypes);
            reviews = List.copyOf(reviews);
            ranges = List.copyOf(ranges);
            kept = List.copyOf(kept);
        }
    }

    /**
     * An end of the range of time.
     *
     * @param field for a field of a date and a time, in UTC, to the minute; empty for none
     * @param exact the same in microseconds since the epoch
     */
    public record Time(String field, String exact) {
    }

    /** A value that can be chosen, or a link to a view with it. */
    public record Choice(String value, String label, boolean chosen) {
    }

    /**
     * A filter that is active.
     *
     * @param address of the view without it
     */
    public record Chip(String label, String address) {
    }

    /**
     * A column.
     *
     * @param address of the view that is sorted by it; null when it cannot be
     * @param order ascending, descending or none
     */
    public record Column(String label, @Nullable String address, String order) {
    }
}
