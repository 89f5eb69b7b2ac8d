package io.alerthistory.http.page.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.alerthistory.episode.read.HeatmapCell;
import io.alerthistory.episode.read.HeatmapView;
import io.alerthistory.http.page.Words;

/**
 * When episodes start: the hours of the week. The sizes are those of the drawing.
 *
 * @param summary what it shows, in a sentence
 * @param rows the same as a table
 */
public record WeekView(String summary, List<Hour> hours, List<Label> labels, List<Row> rows) {

    static final int LEFT = 40;
    static final int TOP = 20;
    static final int COLUMN = 28;
    static final int LINE = 26;

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int LEVELS = 3;
    private static final int LABEL_EVERY = 3;

    public WeekView {
        hours = List.copyOf(hours);
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
    }

    /**
     * An hour of the week.
     *
     * @param level from 0, for no start, to 3
     * @param number how many starts; empty for none
     */
    public record Hour(int x, int y, int level, String number, String label) {
    }

    /** A text beside the hours. */
    public record Label(int x, int y, String text) {
    }

    /** A day in the table. */
    public record Row(String day, List<String> numbers) {

        public Row {
            numbers = List.copyOf(numbers);
        }
    }

    static WeekView of(HeatmapView map) {
        long max = map.cells().stream().mapToLong(HeatmapCell::episodes).max().orElse(0);
        long all = map.cells().stream().mapToLong(HeatmapCell::episodes).sum();
        List<Hour> hours = new ArrayList<>();
        List<List<String>> numbers = DAYS.stream().<List<String>> map(day -> new ArrayList<>()).toList();
        for (HeatmapCell cell : map.cells()) {
            Integer hour = cell.hour();
            if (hour != null) {
                int day = cell.dayOfWeek() - 1;
                hours.add(hour(day, hour, cell.episodes(), max));
                numbers.get(day).add(Words.number(cell.episodes()));
            }
        }
        List<Label> labels = new ArrayList<>();
        for (int day = 0; day < DAYS.size(); day++) {
            labels.add(new Label(0, TOP + day * LINE + LINE / 2 + 4, DAYS.get(day)));
        }
        IntStream.range(0, 24 / LABEL_EVERY).map(i -> i * LABEL_EVERY)
                .forEach(hour -> labels.add(new Label(LEFT + hour * COLUMN, TOP - 7, "%02d:00".formatted(hour))));
        return new WeekView(
                Words.count(all, "episode", "episodes") + " started, by the hour of the week in " + map.parameters().tz() + ".",
                hours,
                labels,
                IntStream.range(0, DAYS.size()).mapToObj(day -> new Row(DAYS.get(day), numbers.get(day))).toList());
    }

    private static Hour hour(int day, int hour, long episodes, long max) {
        return new Hour(LEFT + hour * COLUMN, TOP + day * LINE, level(episodes, max),
                episodes == 0 ? "" : Words.shortNumber(episodes),
                "%s %02d:00: ".formatted(DAYS.get(day), hour) + Words.count(episodes, "episode", "episodes"));
    }

    /** By the square root, so that one busy hour does not make all others pale. */
    private static int level(long episodes, long max) {
        return episodes == 0 ? 0 : (int) Math.min(LEVELS, 1 + Math.floor(LEVELS * Math.sqrt((double) episodes / max) - 1e-9));
    }
}
