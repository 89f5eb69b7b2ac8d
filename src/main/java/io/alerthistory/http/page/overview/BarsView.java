package io.alerthistory.http.page.overview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.alerthistory.history.SessionFigures.Counts;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * The sessions of the last day as stacked bars, one for each hour. The sizes are those of the drawing.
 *
 * @param summary what it shows, in a sentence
 * @param bars those of hours with sessions
 * @param rows the same as a table, the newest first
 * @param at when it was counted
 */
public record BarsView(String summary, List<Line> lines, List<Bar> bars, List<Tick> ticks, List<Key> keys, List<Row> rows,
        Moment at) {

    static final int LEFT = 44;
    static final int TOP = 8;
    static final int HEIGHT = 150;
    static final int STEP = 28;

    private static final int BAR = 24;
    private static final int TICK_EVERY = 3;

    public BarsView {
        lines = List.copyOf(lines);
        bars = List.copyOf(bars);
        ticks = List.copyOf(ticks);
        keys = List.copyOf(keys);
        rows = List.copyOf(rows);
    }

    /** A line across the drawing, with its value. */
    public record Line(int y, String label) {
    }

    /**
     * A bar.
     *
     * @param label what it shows, in words
     */
    public record Bar(String address, String label, int x, List<Segment> segments) {

        public Bar {
            segments = List.copyOf(segments);
        }
    }

    /** A part of a bar: the sessions of one group of states. */
    public record Segment(String style, double y, double height) {
    }

    /** A time below the drawing. */
    public record Tick(int x, String label) {
    }

    /** An entry of the legend, and a column of the table. */
    public record Key(String style, String label) {
    }

    /** An hour in the table. */
    public record Row(String hour, Cell all, List<Cell> groups) {

        public Row {
            groups = List.copyOf(groups);
        }
    }

    /** A number that leads to its sessions; without an address when it is none. */
    public record Cell(String number, String address) {
    }

    static BarsView of(Counts counts) {
        return new Maker(counts).view();
    }

    /** Makes the view. */
    private static final class Maker {

        private final Counts counts;
        private final CountTable table;
        private final long top;
        private final long bucket;

        Maker(Counts counts) {
            this.counts = counts;
            table = new CountTable(counts);
            top = Scale.top(table.max());
            bucket = counts.range().bucketUs();
        }

        BarsView view() {
            List<Bar> bars = new ArrayList<>();
            List<Tick> ticks = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            int x = LEFT;
            for (long at = counts.range().fromUs(); at < counts.range().toUs(); at += bucket) {
                if (table.total(at) > 0) {
                    bars.add(bar(at, x));
                    rows.add(0, row(at));
                }
                if ((x - LEFT) / STEP % TICK_EVERY == 0) {
                    ticks.add(new Tick(x + BAR / 2, hour(at)));
                }
                x += STEP;
            }
            List<Line> lines = List.of(new Line(TOP + HEIGHT, "0"), new Line(TOP + HEIGHT / 2, Scale.label(top, 2)),
                    new Line(TOP, Scale.label(top, 1)));
            return new BarsView(
                    Words.count(table.total(), "session", "sessions") + " started since " + hour(counts.range().fromUs())
                            + " yesterday.",
                    lines,
                    bars, ticks, keys(), rows, Moment.of(counts.atUs()));
        }

        private Bar bar(long at, int x) {
            List<Segment> segments = new ArrayList<>();
            double y = TOP + HEIGHT;
            for (StateGroup group : StateGroup.values()) {
                long sessions = table.of(at, group);
                if (sessions > 0) {
                    double height = Scale.height(sessions, top, HEIGHT);
                    y -= height;
                    segments.add(new Segment(group.style(), Scale.rounded(y), height));
                }
            }
            return new Bar(Links.range(at, at + bucket, List.of()), label(at), x, segments);
        }

        private String label(long at) {
            return hour(at) + " UTC: " + Words.count(table.total(at), "session", "sessions") + ", "
                    + Arrays.stream(StateGroup.values()).filter(group -> table.of(at, group) > 0)
                            .map(group -> Words.number(table.of(at, group)) + " "
                                    + group.label().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }

        private Row row(long at) {
            return new Row(Moment.of(at).text().substring(0, "2026-11-30 15:00".length()),
                    cell(table.total(at), Links.range(at, at + bucket, List.of())),
                    Arrays.stream(StateGroup.values())
                            .map(group -> cell(table.of(at, group), Links.range(at, at + bucket, group.names()))).toList());
        }

        private static Cell cell(long number, String address) {
            return new Cell(Words.number(number), number == 0 ? "" : address);
        }

        private static List<Key> keys() {
            return Arrays.stream(StateGroup.values()).map(group -> new Key(group.style(), group.label())).toList();
        }

        private static String hour(long at) {
            return Moment.of(at).text().substring("2026-11-30 ".length(), "2026-11-30 15:00".length());
        }
    }
}
