package io.alerthistory.episode.statistics;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Figures that only a single alert has. What cannot be measured is null. Durations are seconds.
 *
 * @param source of the alert
 * @param flapping whether it flaps now
 * @param flapScore from 0 to 100: how often it started and ended in the last 24 hours, what was last counts most
 * @param mtbfSeconds the mean from an end to the next start
 * @param ttnSeconds the mean from a start to the first message about the episode, of those that a receiver was told of
 * @param ttiSeconds the mean from a start to that of the first investigation, of those that were investigated
 */
public record AlertFigures(String source, boolean flapping, double flapScore, @Nullable Double mtbfSeconds,
        @Nullable Double ttnSeconds, @Nullable Double ttiSeconds) {

    /**
     * Makes the figures of an alert.
     *
     * @param episodes in order: those that start in a window, and the one before
     * @param fromUs where the window begins, in microseconds since the epoch
     */
    public static AlertFigures of(String source, List<EpisodeTimes> episodes, long fromUs, long nowUs) {
        List<Long> gaps = new ArrayList<>();
        List<Long> notified = new ArrayList<>();
        List<Long> investigated = new ArrayList<>();
        EpisodeTimes previous = null;
        for (EpisodeTimes episode : episodes) {
            if (episode.startsAtUs() >= fromUs) {
                add(previous == null ? null : previous.endsAtUs(), episode.startsAtUs(), gaps);
                add(episode.startsAtUs(), episode.notifiedAtUs(), notified);
                add(episode.startsAtUs(), episode.investigatedAtUs(), investigated);
            }
            previous = episode;
        }
        List<EpisodeFacts> intervals = episodes.stream().map(EpisodeTimes::interval).toList();
        return new AlertFigures(source, Flapping.at(intervals, nowUs), Flapping.score(intervals, nowUs), mean(gaps),
                mean(notified), mean(investigated));
    }

    /** Clocks differ: what was before the start was at the start. */
    private static void add(@Nullable Long fromUs, @Nullable Long toUs, List<Long> durations) {
        if (fromUs != null && toUs != null) {
            durations.add(Math.max(0, toUs - fromUs));
        }
    }

    private static @Nullable Double mean(List<Long> durationsUs) {
        return durationsUs.isEmpty() ? null
                : Double.valueOf(durationsUs.stream().mapToLong(Long::longValue).average().orElseThrow()
                        / Definitions.SECOND_US);
    }
}
