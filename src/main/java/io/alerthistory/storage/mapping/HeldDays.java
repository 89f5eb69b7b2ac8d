package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.read.Inhibitor;
import io.alerthistory.episode.read.Suppressed;
import io.alerthistory.episode.read.Suppressions;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.storage.mapping.RollupRows.AlertDayKey;
import io.alerthistory.storage.mapping.RollupRows.DayEpisode;

/** How long silences and inhibitions held alerts back on the days that are summed up. */
public final class HeldDays {

    /** The maximum number of sights that are looked at of the days that are summed up together. */
    static final int MAX_SUPPRESSED = 20_000;

    private HeldDays() {
    }

    /** The days with episodes that anything held back. */
    public static List<AlertDayKey> of(List<DayEpisode> episodes) {
        return episodes.stream().filter(DayEpisode::held).map(DayEpisode::day).distinct().toList();
    }

    /**
     * The time on each of these days. When there is too much to look at, none of them is settled.
     *
     * @param rows what held their episodes back
     * @param inhibitors the alerts that {@link Suppressions#asked} names
     * @param settledUntil as {@link RollupDays#settledUntil}
     */
    public static Map<AlertDayKey, DayFigures.Held> times(Collection<AlertDayKey> days, List<Suppressed> rows,
            List<Inhibitor> inhibitors, int settledUntil) {
        Map<AlertDayKey, DayFigures.Held> times = new HashMap<>();
        if (rows.size() > MAX_SUPPRESSED) {
            days.forEach(day -> times.put(day, DayFigures.Held.UNSETTLED));
            return times;
        }
        // Any instant would do: what changes with the clock is not settled.
        new Suppressions(rows, inhibitors).episodes(Long.MAX_VALUE).forEach(episode -> times.merge(
                new AlertDayKey(episode.alertId(), Definitions.day(episode.startsAtUs())),
                episode.settled() ? new DayFigures.Held(episode.us(), 0) : DayFigures.Held.UNSETTLED, HeldDays::sum));
        rows.stream().filter(row -> row.kind() == Suppression.Kind.INHIBITED)
                .map(row -> new AlertDayKey(row.alertId(), Definitions.day(row.startsAtUs())))
                .filter(day -> day.day() >= settledUntil)
                .forEach(day -> times.put(day, DayFigures.Held.UNSETTLED));
        return times;
    }

    private static DayFigures.Held sum(DayFigures.Held one, DayFigures.Held other) {
        return one.unsettled() + other.unsettled() > 0 ? DayFigures.Held.UNSETTLED
                : new DayFigures.Held(one.us() + other.us(), 0);
    }
}
