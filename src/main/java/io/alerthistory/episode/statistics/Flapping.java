package io.alerthistory.episode.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Flapping, a state with hysteresis. It begins with a transition, a start or an end, that is the 4th within the last hour,
 * and ends when at most 1 lies within the last hour.
 */
public final class Flapping {

    private static final int PERCENT = 100;
    private static final double TENTHS = 10;

    private final List<Long> transitions;
    private final List<Long> begins = new ArrayList<>();
    private final boolean flaps;

    /** Follows the state through transitions. */
    private Flapping(List<Long> transitions) {
        this.transitions = transitions;
        boolean state = false;
        for (int i = 0; i < transitions.size(); i++) {
            long us = transitions.get(i);
            // The fewest are in the last hour just before the next transition.
            if (state && !hasMoreThan(Definitions.FLAPPING_UNTIL, i, us - 1)) {
                state = false;
            }
            if (!state && hasMoreThan(Definitions.FLAPPING_FROM - 1, i + 1, us)) {
                state = true;
                begins.add(us);
            }
        }
        flaps = state;
    }

    /** The same through episodes in the order of their starts. */
    private static Flapping of(List<EpisodeFacts> episodes) {
        List<Long> transitions = new ArrayList<>();
        for (EpisodeFacts episode : episodes) {
            transitions.add(episode.startsAtUs());
            if (episode.endsAtUs() != null) {
                transitions.add(episode.endsAtUs());
            }
        }
        return new Flapping(transitions);
    }

    /**
     * Counts how often an alert began to flap.
     *
     * @param episodes in order, from {@link Definitions#FLAPPING_LOOK_BACK_US} before the range on
     */
    static int begins(List<EpisodeFacts> episodes, long fromUs, long toUs) {
        return (int) of(episodes).begins.stream().filter(us -> us >= fromUs && us < toUs).count();
    }

    /**
     * Whether an alert flaps at an instant.
     *
     * @param episodes in order, those that start at the instant or before
     */
    public static boolean at(List<EpisodeFacts> episodes, long nowUs) {
        Flapping state = of(episodes.stream().filter(episode -> episode.startsAtUs() <= nowUs).toList());
        return state.flaps && state.hasMoreThan(Definitions.FLAPPING_UNTIL, state.transitions.size(), nowUs);
    }

    /**
     * How much an alert flaps, from 0 to 100: its last transitions, the newest with most weight, as Nagios weighs the last
     * results of a check.
     *
     * @param episodes in order
     */
    static double score(List<EpisodeFacts> episodes, long nowUs) {
        List<Long> last = of(episodes).transitions.stream()
                .filter(us -> us > nowUs - Definitions.FLAP_SCORE_WINDOW_US && us <= nowUs)
                .sorted(Comparator.reverseOrder()).limit(Definitions.FLAP_SCORE_TRANSITIONS).toList();
        double step = (Definitions.FLAP_SCORE_NEWEST - Definitions.FLAP_SCORE_OLDEST)
                / (Definitions.FLAP_SCORE_TRANSITIONS - 1);
        double sum = IntStream.range(0, last.size()).mapToDouble(i -> Definitions.FLAP_SCORE_NEWEST - i * step).sum();
        return Math.round(sum * PERCENT * TENTHS / Definitions.FLAP_SCORE_TRANSITIONS) / TENTHS;
    }

    /** Whether of the first transitions more than a number are in the hour up to an instant, (instant - 1 h, instant]. */
    private boolean hasMoreThan(int number, int first, long us) {
        int at = first - 1 - number;
        return at >= 0 && transitions.get(at) > us - Definitions.FLAPPING_WINDOW_US;
    }
}
