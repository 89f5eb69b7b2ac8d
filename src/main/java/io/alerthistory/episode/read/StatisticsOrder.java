package io.alerthistory.episode.read;

import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.StatisticsFigures;
import io.alerthistory.json.JsonName;

/** By what rows of statistics are sorted, the largest first; ties by firing time, then by the key. */
public enum StatisticsOrder implements JsonName {
    EPISODES,
    /** The noisiest first: the number of notified episodes. */
    NOTIFIED,
    /** The share of noise. */
    NOISE,
    FIRING_SECONDS,
    MTTR_SECONDS,
    REFIRE_RATE,
    FLAPPING;

    private double value(DayFigures sums) {
        return switch (this) {
            case EPISODES -> sums.tally().episodes();
            case NOTIFIED -> sums.tally().notified();
            case NOISE -> share(sums.tally().unanswered(), sums.tally().notified());
            case FIRING_SECONDS -> 0; // as ties are
            case MTTR_SECONDS -> share(sums.times().ttrUs(), sums.tally().toldEnds());
            case REFIRE_RATE -> share(sums.tally().refires(), sums.tally().toldEnds());
            case FLAPPING -> sums.tally().flaps();
        };
    }

    /** The order of groups. What cannot be measured comes last. */
    Comparator<GroupFigures> order(long nowUs) {
        return Comparator.<GroupFigures> comparingDouble(group -> -value(group.figures()))
                .thenComparing(Comparator
                        .<GroupFigures> comparingLong(group -> StatisticsFigures.firingUs(group.figures(), nowUs)).reversed())
                .thenComparing(GroupFigures::key);
    }

    private static double share(long part, long all) {
        return all == 0 ? -1 : (double) part / all;
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
