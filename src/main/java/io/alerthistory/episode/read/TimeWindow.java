package io.alerthistory.episode.read;

/**
 * A range of time, [fromUs, toUs), in microseconds since the epoch.
 *
 * @param fromUs {@link #EARLIEST_US} when there is no limit
 * @param toUs {@link #LATEST_US} when there is no limit
 */
public record TimeWindow(long fromUs, long toUs) {

    /** No sum of it with the duration of an episode overflows. */
    public static final long EARLIEST_US = Long.MIN_VALUE / 2;
    public static final long LATEST_US = Long.MAX_VALUE / 2;

    public static final TimeWindow ALL = new TimeWindow(EARLIEST_US, LATEST_US);

    /** The window of the same length before; of one with limits. */
    public TimeWindow previous() {
        return new TimeWindow(fromUs - (toUs - fromUs), fromUs);
    }
}
