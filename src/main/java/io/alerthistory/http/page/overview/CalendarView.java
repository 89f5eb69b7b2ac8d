package io.alerthistory.http.page.overview;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.alerthistory.history.SessionFigures.Counts;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * The sessions of the last weeks as a calendar: a column for each week, from Monday on. The sizes are those of the drawing.
 *
 * @param summary what it shows, in a sentence
 * @param days those that have begun
 * @param months above the columns
 * @param rows the days with sessions as a table, the newest first
 * @param at when it was counted
 */
public record CalendarView(String summary, List<Day> days, List<Label> months, List<Label> weekdays, List<Row> rows,
        Moment at) {

    static final int LEFT = 40;
    static final int TOP = 22;
    static final int COLUMN = 40;
    static final int LINE = 28;

    private static final int WEEK = 7;
    private static final int LEVELS = 3;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd", Locale.ENGLISH);

    public CalendarView {
        days = List.copyOf(days);
        months = List.copyOf(months);
        weekdays = List.copyOf(weekdays);
        rows = List.copyOf(rows);
    }

    /**
     * A day.
     *
     * @param address empty when it has no session
     * @param label what it shows, in words
     * @param level from 0, for no session, to 3
     * @param number how many sessions; empty for none
     * @param failed whether one failed
     */
    public record Day(String address, String label, int x, int y, int level, String number, boolean failed, boolean today) {
    }

    /** A text beside the days. */
    public record Label(int x, int y, String text) {
    }

    /** A day in the table. */
    public record Row(String day, BarsView.Cell all, BarsView.Cell failed) {
    }

    static CalendarView of(Counts counts) {
        return new Maker(counts).view();
    }

    /** Makes the view. */
    private static final class Maker {

        private final Counts counts;
        private final CountTable table;
        private final long dayUs;
        private final long max;

        Maker(Counts counts) {
            this.counts = counts;
            table = new CountTable(counts);
            dayUs = counts.range().bucketUs();
            max = table.max();
        }

        CalendarView view() {
            List<Day> days = new ArrayList<>();
            List<Label> months = new ArrayList<>();
            List<Label> weekdays = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            int number = 0;
            for (long at = counts.range().fromUs(); at < counts.range().toUs(); at += dayUs) {
                LocalDate date = LocalDate.ofEpochDay(at / dayUs);
                int x = LEFT + number / WEEK * COLUMN;
                int y = TOP + number % WEEK * LINE;
                days.add(day(at, date, x, y));
                if (number == 0 || date.getDayOfMonth() == 1) {
                    months.add(new Label(x, TOP - WEEK, MONTH.format(date)));
                }
                if (number < WEEK) {
                    weekdays.add(new Label(0, y + LINE / 2 + 3, WEEKDAY.format(date)));
                }
                if (table.total(at) > 0) {
                    rows.add(0, row(at, date));
                }
                number++;
            }
            return new CalendarView(Words.count(table.total(), "session", "sessions") + " started in these weeks.", days,
                    firstIfApart(months), weekdays, rows, Moment.of(counts.atUs()));
        }

        /** The name of a month that ends in the first column would touch the name of the next one. */
        private static List<Label> firstIfApart(List<Label> months) {
            return months.size() > 1 && months.get(1).x() - months.get(0).x() < COLUMN ? months.subList(1, months.size())
                    : months;
        }

        private Day day(long at, LocalDate date, int x, int y) {
            long sessions = table.total(at);
            long failed = table.of(at, StateGroup.FAILED);
            return new Day(sessions == 0 ? "" : Links.range(at, at + dayUs, List.of()), label(date, sessions, failed), x, y,
                    level(sessions), sessions == 0 ? "" : Words.shortNumber(sessions), failed > 0,
                    at + dayUs == counts.range().toUs());
        }

        /** By the square root, so that one busy day does not make all others pale. */
        private int level(long sessions) {
            return sessions == 0 ? 0
                    : (int) Math.min(LEVELS, 1 + Math.floor(LEVELS * Math.sqrt((double) sessions / max) - 1e-9));
        }

        private static String label(LocalDate date, long sessions, long failed) {
            return DATE.format(date) + ": " + (sessions == 0 ? "no session" : Words.count(sessions, "session", "sessions"))
                    + (failed == 0 ? "" : ", " + Words.number(failed) + " failed or timed out");
        }

        private Row row(long at, LocalDate date) {
            long failed = table.of(at, StateGroup.FAILED);
            return new Row(DATE.format(date),
                    new BarsView.Cell(Words.number(table.total(at)), Links.range(at, at + dayUs, List.of())),
                    new BarsView.Cell(Words.number(failed),
                            failed == 0 ? "" : Links.range(at, at + dayUs, StateGroup.FAILED.names())));
        }
    }
}
