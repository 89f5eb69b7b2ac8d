package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.Counts;
import io.alerthistory.episode.statistics.DayFigures;

/** How the sums of days are written and read; the same on both databases. */
public final class RollupTables {

    /** The columns that a database adds up. */
    static final List<String> SUMS = List.of("episodes", "told_ends", "open_episodes", "assumed_ends", "refires", "notified",
            "acked", "unanswered", "flaps", "firing_us", "open_start_seconds", "ttr_us", "tta_us", "suppressed_us",
            "unsettled");

    public static final Table<Touched> TOUCHED = Table.written("alert_touched", List.of(
            Column.bigint("alert_id", Touched::alertId),
            Column.bigint("day", Touched::day)));

    public static final Table<AlertDay> ALERT_DAYS = Table.written("alert_daily", figures(List.of(
            Column.bigint("day", AlertDay::day),
            Column.bigint("alert_id", AlertDay::alertId)), AlertDay::figures));

    public static final Table<RuleDay> RULE_DAYS = Table.written("alert_rule_daily", figures(List.of(
            Column.bigint("day", RuleDay::day),
            Column.text("source", RuleDay::source),
            Column.text("alertname", RuleDay::alertname),
            Column.text("severity", RuleDay::severity)), RuleDay::figures));

    private RollupTables() {
    }

    /** A day of an alert that is to be summed up; of all rules when there is no alert. */
    public record Touched(@Nullable Long alertId, long day) {
    }

    /** The sums of a day of an alert. */
    public record AlertDay(long day, long alertId, DayFigures figures) {
    }

    /** The sums of a day of a rule; the severity is empty when it has none. */
    public record RuleDay(long day, String source, String alertname, String severity, DayFigures figures) {
    }

    private static <T> List<Column<T>> figures(List<Column<T>> key, Function<T, DayFigures> figures) {
        List<Column<T>> columns = new ArrayList<>(key);
        List<Function<DayFigures, Number>> sums = List.of(
                day -> day.tally().episodes(), day -> day.tally().toldEnds(), day -> day.tally().open(),
                day -> day.tally().assumed(), day -> day.tally().refires(), day -> day.tally().notified(),
                day -> day.tally().acked(), day -> day.tally().unanswered(), day -> day.tally().flaps(),
                day -> day.times().firingUs(), day -> day.times().openStartSeconds(), day -> day.times().ttrUs(),
                day -> day.times().ttaUs(), day -> day.held().us(), day -> day.held().unsettled());
        for (int i = 0; i < sums.size(); i++) {
            Function<DayFigures, Number> sum = sums.get(i);
            columns.add(Column.bigint(SUMS.get(i), row -> sum.apply(figures.apply(row))));
        }
        columns.add(Column.text("durations", row -> figures.apply(row).durations().text()));
        columns.add(Column.text("quarters", row -> figures.apply(row).quarters().text()));
        return columns;
    }

    /** Reads the sums of a row that has them all. */
    static DayFigures figures(RowReader row) {
        return figures(row, Counts.parse(row.text("durations")), Counts.parse(row.text("quarters")));
    }

    /** Reads sums without what is counted by number. */
    static DayFigures sums(RowReader row) {
        return figures(row, Counts.NONE, Counts.NONE);
    }

    private static DayFigures.Held held(RowReader row) {
        Long unsettled = row.longOrNull("unsettled");
        return unsettled == null ? DayFigures.Held.UNKNOWN : new DayFigures.Held(row.number("suppressed_us"), unsettled);
    }

    private static DayFigures figures(RowReader row, Counts durations, Counts quarters) {
        return new DayFigures(
                new DayFigures.Tally(row.number("episodes"), row.number("told_ends"), row.number("open_episodes"),
                        row.number("assumed_ends"), row.number("refires"), row.number("notified"), row.number("acked"),
                        row.number("unanswered"), row.number("flaps")),
                new DayFigures.Times(row.number("firing_us"), row.number("open_start_seconds"), row.number("ttr_us"),
                        row.number("tta_us")),
                held(row),
                durations, quarters);
    }
}
