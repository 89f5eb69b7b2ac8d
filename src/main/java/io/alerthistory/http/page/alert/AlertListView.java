package io.alerthistory.http.page.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;

/**
 * The list of alerts.
 *
 * @param firing what fires, or fired at the instant; null when it was not asked for
 * @param resolved what has ended, the latest change first; null when it was not asked for
 * @param isEmptyHistory whether there is no alert at all
 * @param follows whether what is shown may change: a script reads it again
 * @param address of the first page of this view
 * @param noisiest the address of the statistics of the week
 */
public record AlertListView(Filters filters, List<Chip> chips, Time time, List<String> errors, @Nullable Part firing,
        @Nullable Part resolved, boolean isEmptyHistory, boolean follows, String address, String noisiest) {

    public AlertListView {
        chips = List.copyOf(chips);
        errors = List.copyOf(errors);
    }

    /**
     * The form.
     *
     * @param kept what the form does not show, but keeps
     */
    public record Filters(String matchers, String alertname, String source, List<Choice> states, List<Choice> severities,
            List<Choice> groups, List<Field> kept) {

        public Filters {
            states = List.copyOf(states);
            severities = List.copyOf(severities);
            groups = List.copyOf(groups);
            kept = List.copyOf(kept);
        }
    }

    /** A value that can be chosen. */
    public record Choice(String value, String label, boolean chosen) {
    }

    /** A field that a form sends without showing it. */
    public record Field(String name, String value) {
    }

    /**
     * A filter that is active.
     *
     * @param address of the view without it
     */
    public record Chip(String label, String address) {
    }

    /**
     * The instant of the view.
     *
     * @param field for a field of a date and a time, in UTC; empty for now
     * @param at null for now
     * @param base the address of the view now, to which a script adds an instant
     * @param earlier steps back
     * @param later steps on; empty when there is nothing later
     * @param kept the filters of the view, which the form keeps
     * @param note what is to be said about the instant; empty for nothing
     */
    public record Time(String field, @Nullable Moment at, String base, List<Step> earlier, List<Step> later, List<Field> kept,
            String note) {

        public Time {
            earlier = List.copyOf(earlier);
            later = List.copyOf(later);
            kept = List.copyOf(kept);
        }
    }

    /** A link to the view at another instant. */
    public record Step(String label, String address) {
    }

    /**
     * A table of alerts.
     *
     * @param total how many there are, in words
     * @param groups one without a title when nothing is grouped
     * @param next null when there are no more
     * @param kept the view that an action leads back to
     */
    public record Part(String title, String total, List<Group> groups, @Nullable String next, String nextLabel, String note,
            List<Field> kept) {

        public Part {
            groups = List.copyOf(groups);
            kept = List.copyOf(kept);
        }
    }

    /** The alerts with one value of a label. */
    public record Group(String title, List<AlertRow> rows) {

        public Group {
            rows = List.copyOf(rows);
        }
    }
}
