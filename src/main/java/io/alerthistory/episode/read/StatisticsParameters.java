package io.alerthistory.episode.read;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.Definitions;

/**
 * What the figures of an answer mean.
 *
 * @param fromUs the window of the starts, in microseconds since the epoch
 * @param toUs exclusive
 * @param previousFromUs the start of the window before, which ends where this one begins; null when there is none
 * @param tz the time zone of days and hours
 * @param groupBy null when nothing is grouped
 * @param refireWithinSeconds how long after the told end of the previous episode a start is a re-fire
 * @param flappingTransitions so many within the window begin flapping
 * @param flappingEndsAtTransitions so many or fewer end it
 * @param flapScoreTransitions so many within the time of the score make a flap score of 100
 * @param noiseWithinSeconds the maximum duration of an episode that is noise
 * @param percentile how percentiles are found: discrete, a duration that occurred
 */
@Schema(name = "StatisticsParameters")
public record StatisticsParameters(long fromUs, long toUs, @Nullable Long previousFromUs, String tz,
        @Nullable String groupBy, long refireWithinSeconds, int flappingTransitions, int flappingEndsAtTransitions,
        long flappingWindowSeconds, int flapScoreTransitions, long flapScoreWindowSeconds, long noiseWithinSeconds,
        String percentile) {

    static StatisticsParameters of(StatisticsQuery query) {
        return of(query.window(), query.window().previous().fromUs(), query.zone().getId(), query.groupBy().text());
    }

    static StatisticsParameters of(TimeWindow window, @Nullable Long previousFromUs, String tz, @Nullable String groupBy) {
        return new StatisticsParameters(window.fromUs(), window.toUs(), previousFromUs, tz, groupBy,
                Definitions.REFIRE_WITHIN_US / Definitions.SECOND_US, Definitions.FLAPPING_FROM, Definitions.FLAPPING_UNTIL,
                Definitions.FLAPPING_WINDOW_US / Definitions.SECOND_US, Definitions.FLAP_SCORE_TRANSITIONS,
                Definitions.FLAP_SCORE_WINDOW_US / Definitions.SECOND_US, Definitions.NOISE_WITHIN_US / Definitions.SECOND_US,
                "discrete");
    }
}
