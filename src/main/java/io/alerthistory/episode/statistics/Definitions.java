package io.alerthistory.episode.statistics;

/** The parameters of the definitions. */
public final class Definitions {

    public static final long SECOND_US = 1_000_000;

    /** A day of the rollup, in UTC. */
    public static final long DAY_US = 86_400 * SECOND_US;

    /** Starts are counted by quarters of an hour, which all time zones have in common. */
    public static final long QUARTER_US = 900 * SECOND_US;

    /** An episode that starts at most so long after the told end of the one before is a re-fire. */
    public static final long REFIRE_WITHIN_US = DAY_US;

    /** What ends within this time and is answered by nobody is noise. */
    public static final long NOISE_WITHIN_US = 300 * SECOND_US;

    /** The time in which transitions are counted. */
    public static final long FLAPPING_WINDOW_US = 3_600 * SECOND_US;

    /** So many transitions begin flapping. */
    public static final int FLAPPING_FROM = 4;

    /** No more than so many transitions end flapping. */
    public static final int FLAPPING_UNTIL = 1;

    /** How far back the state of flapping is followed from. */
    public static final long FLAPPING_LOOK_BACK_US = 3 * FLAPPING_WINDOW_US;

    /** The time in which transitions count for the flap score. */
    public static final long FLAP_SCORE_WINDOW_US = DAY_US;

    /** So many transitions make a flap score of 100. */
    public static final int FLAP_SCORE_TRANSITIONS = 20;

    /** How much the newest transition counts. */
    static final double FLAP_SCORE_NEWEST = 1.25;

    /** How much the last of {@link #FLAP_SCORE_TRANSITIONS} counts; those between them in equal steps. */
    static final double FLAP_SCORE_OLDEST = 0.75;

    private Definitions() {
    }

    /** The day in UTC of an instant, as a number since the epoch. */
    public static int day(long us) {
        return Math.toIntExact(Math.floorDiv(us, DAY_US));
    }

    /** When a day begins, in microseconds since the epoch. */
    public static long startOf(long day) {
        return day * DAY_US;
    }
}
