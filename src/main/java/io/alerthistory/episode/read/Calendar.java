package io.alerthistory.episode.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.time.Micros;

/** Days and hours of a time zone. */
final class Calendar {

    private static final int DAYS = 7;
    private static final int HOURS = 24;

    private final ZoneId zone;

    Calendar(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Sums up starts by day or by hour of the week.
     *
     * @param quarters the number of starts by quarter of an hour since the epoch
     */
    List<HeatmapCell> cells(HeatmapBy by, TimeWindow window, Map<Long, Long> quarters) {
        return by == HeatmapBy.DAY ? days(window, quarters) : hours(quarters);
    }

    private List<HeatmapCell> days(TimeWindow window, Map<Long, Long> quarters) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        LocalDate last = at(window.toUs() - 1).toLocalDate();
        for (LocalDate day = at(window.fromUs()).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            days.put(day, 0L);
        }
        quarters.forEach(
                (quarter, starts) -> days.merge(at(quarter * Definitions.QUARTER_US).toLocalDate(), starts, Long::sum));
        return days.entrySet().stream().map(day -> new HeatmapCell(day.getKey().toString(),
                day.getKey().getDayOfWeek().getValue(), null, day.getValue())).toList();
    }

    private List<HeatmapCell> hours(Map<Long, Long> quarters) {
        long[] starts = new long[DAYS * HOURS];
        quarters.forEach((quarter, count) -> {
            ZonedDateTime time = at(quarter * Definitions.QUARTER_US);
            starts[(time.getDayOfWeek().getValue() - 1) * HOURS + time.getHour()] += count;
        });
        List<HeatmapCell> cells = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            cells.add(new HeatmapCell(null, i / HOURS + 1, i % HOURS, starts[i]));
        }
        return cells;
    }

    /** The last days up to the end of today. */
    TimeWindow lastDays(int days, long nowUs) {
        LocalDate tomorrow = at(nowUs).toLocalDate().plusDays(1);
        return new TimeWindow(startOf(tomorrow.minusDays(days)), startOf(tomorrow));
    }

    long startOf(LocalDate day) {
        return Micros.of(day.atStartOfDay(zone).toInstant());
    }

    private ZonedDateTime at(long us) {
        return Instant.ofEpochSecond(Math.floorDiv(us, Definitions.SECOND_US)).atZone(zone);
    }
}
