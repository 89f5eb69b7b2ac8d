package io.alerthistory.http.page.statistics;

import java.util.List;

import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.Part;

/**
 * The page of statistics.
 *
 * @param errors why there are none; empty when there are
 * @param range the window, in words
 * @param filtered whether some alerts are left out
 * @param more whether there are more groups than are shown
 * @param download the address of all of it as comma-separated values
 * @param week when episodes start
 * @param agents what the investigations of the same time did
 */
public record FiguresView(Form form, List<String> errors, String range, boolean filtered, List<Column> columns,
        List<Row> rows, boolean more, String download, Part<WeekView> week, Part<AgentsView> agents) {

    public FiguresView {
        errors = List.copyOf(errors);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * The form.
     *
     * @param from a date; empty for the usual
     * @param to a date that is not part of the window; empty for the usual
     * @param tz the time zone that the address names; empty for none
     * @param ranges links to windows up to now
     */
    public record Form(String from, String to, String tz, String matchers, String source, List<Choice> groups,
            List<Choice> sorts, List<Choice> ranges) {

        public Form {
            groups = List.copyOf(groups);
            sorts = List.copyOf(sorts);
            ranges = List.copyOf(ranges);
        }
    }

    /** A value that can be chosen, or the address of a view. */
    public record Choice(String value, String label, boolean chosen) {
    }

    /**
     * The head of a column.
     *
     * @param address of the view that is sorted by it; empty when there is none
     */
    public record Column(String label, String address, boolean sorted) {
    }

    /**
     * A group of alerts.
     *
     * @param name what they have in common; without parts when they lack it
     * @param address of its alerts; empty when there is none
     * @param width of a bar, in comparison with the largest
     */
    public record Row(Name name, String address, int width, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A figure.
     *
     * @param value empty when it cannot be measured
     * @param before the same in the window before; empty when it cannot be measured
     */
    public record Cell(String value, String before) {
    }
}
