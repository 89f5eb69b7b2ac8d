package io.alerthistory.episode.statistics;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sums over the episodes that start in a range of time, usually a day. They are added, whatever the ranges and alerts are.
 *
 * @param durations of those with a told end, in seconds
 * @param quarters the starts by quarters of an hour since midnight UTC
 */
public record DayFigures(Tally tally, Times times, Held held, Counts durations, Counts quarters) {

    public static final DayFigures NONE = new DayFigures(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0), new Times(0, 0, 0, 0),
            Held.NONE, Counts.NONE, Counts.NONE);

    /**
     * How many episodes there are of each kind.
     *
     * @param episodes how many started
     * @param toldEnds how many of them ended because a sender said so
     * @param open how many still fire
     * @param assumed how many have an end that nobody reported: a promise that passed, or another start
     * @param refires how many started within 24 h after the told end of the alert's one before
     * @param notified how many a receiver was told of
     * @param acked how many somebody acknowledged
     * @param unanswered how many were noise
     * @param flaps how often an alert began to flap
     */
    public record Tally(long episodes, long toldEnds, long open, long assumed, long refires, long notified, long acked,
            long unanswered, long flaps) {

        Tally plus(Tally other) {
            return new Tally(episodes + other.episodes, toldEnds + other.toldEnds, open + other.open,
                    assumed + other.assumed, refires + other.refires, notified + other.notified, acked + other.acked,
                    unanswered + other.unanswered, flaps + other.flaps);
        }

        Tally negated() {
            return new Tally(-episodes, -toldEnds, -open, -assumed, -refires, -notified, -acked, -unanswered, -flaps);
        }
    }

    /**
     * How long they took.
     *
     * @param firingUs the durations of those that have ended, in microseconds
     * @param openStartSeconds the sum of the starts of those that fire, in seconds since the epoch
     * @param ttrUs the durations of those with a told end, in microseconds
     * @param ttaUs from the start to the acknowledgement, in microseconds
     */
    public record Times(long firingUs, long openStartSeconds, long ttrUs, long ttaUs) {

        Times plus(Times other) {
            return new Times(firingUs + other.firingUs, openStartSeconds + other.openStartSeconds, ttrUs + other.ttrUs,
                    ttaUs + other.ttaUs);
        }

        Times negated() {
            return new Times(-firingUs, -openStartSeconds, -ttrUs, -ttaUs);
        }
    }

    /**
     * How long silences and inhibitions held them back.
     *
     * @param us of the days of alerts on which that is settled, in microseconds; what did so at the same time counts once
     * @param unsettled the number of the other days of alerts, on which an episode, or an alert that inhibits one, still fires
     */
    public record Held(long us, long unsettled) {

        public static final Held NONE = new Held(0, 0);

        /** Of a day on which the time still changes with the clock. */
        public static final Held UNSETTLED = new Held(0, 1);

        /** Of a sum that was made without them. */
        public static final Held UNKNOWN = new Held(0, -1);

        Held plus(Held other) {
            return new Held(us + other.us, unsettled + other.unsettled);
        }

        Held negated() {
            return new Held(-us, -unsettled);
        }
    }

    /** Adds all of them at once: what each counts is looked at once. */
    public static DayFigures sum(List<DayFigures> parts) {
        Tally tally = NONE.tally;
        Times times = NONE.times;
        Held held = NONE.held;
        for (DayFigures part : parts) {
            tally = tally.plus(part.tally);
            times = times.plus(part.times);
            held = held.plus(part.held);
        }
        return parts.size() == 1 ? parts.get(0)
                : new DayFigures(tally, times, held, Counts.sum(parts.stream().map(DayFigures::durations).toList()),
                        Counts.sum(parts.stream().map(DayFigures::quarters).toList()));
    }

    /** What takes these sums away when it is added. */
    public DayFigures negated() {
        return new DayFigures(tally.negated(), times.negated(), held.negated(), durations.times(-1), quarters.times(-1));
    }

    /** The same sums with other durations. */
    public DayFigures withDurations(Counts counted) {
        return new DayFigures(tally, times, held, counted, quarters);
    }

    /** The same sums with the time under silences and inhibitions. */
    public DayFigures withHeld(Held time) {
        return new DayFigures(tally, times, time, durations, quarters);
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return tally.episodes == 0 && tally.flaps == 0;
    }

    /**
     * Sums up a range of one alert.
     *
     * @param episodes in order: those that start in the range, and before them what re-fires and flapping follow from
     * @param fromUs microseconds since the epoch
     * @param toUs exclusive
     */
    public static DayFigures of(List<EpisodeFacts> episodes, long fromUs, long toUs) {
        List<DayFigures> parts = new ArrayList<>();
        EpisodeFacts previous = null;
        for (EpisodeFacts episode : episodes) {
            if (episode.startsAtUs() >= fromUs && episode.startsAtUs() < toUs) {
                parts.add(of(episode, previous));
            }
            previous = episode;
        }
        long flaps = Flapping.begins(episodes, fromUs, toUs);
        parts.add(new DayFigures(new Tally(0, 0, 0, 0, 0, 0, 0, 0, flaps), NONE.times, Held.NONE, Counts.NONE, Counts.NONE));
        return sum(parts);
    }

    private static DayFigures of(EpisodeFacts episode, @Nullable EpisodeFacts previous) {
        Long end = episode.endsAtUs();
        Long answered = episode.answeredAtUs();
        boolean told = episode.isTold();
        long duration = end == null ? 0 : end - episode.startsAtUs();
        Tally tally = new Tally(1, one(told), one(end == null), one(end != null && !told),
                one(previous != null && episode.isRefireOf(previous)), one(episode.notified()), one(answered != null),
                one(episode.isUnanswered()), 0);
        Times times = new Times(duration, end == null ? Math.floorDiv(episode.startsAtUs(), Definitions.SECOND_US) : 0,
                told ? duration : 0, answered == null ? 0 : Math.max(0, answered - episode.startsAtUs()));
        return new DayFigures(tally, times, Held.NONE,
                told ? Counts.of(List.of(Math.round((double) duration / Definitions.SECOND_US))) : Counts.NONE,
                Counts.of(List.of(Math.floorMod(episode.startsAtUs(), Definitions.DAY_US) / Definitions.QUARTER_US)));
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }
}
