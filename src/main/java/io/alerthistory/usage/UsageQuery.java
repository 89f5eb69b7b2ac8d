package io.alerthistory.usage;

/**
 * A question for usage.
 *
 * @param fromUs the start of the range in which the sessions started, microseconds since the epoch
 * @param toUs the end, which is not part of it
 */
public record UsageQuery(long fromUs, long toUs, UsageGroup group) {

    /** Groups of a response. Those that cost the most come first. */
    public static final int MAX_GROUPS = 1_000;

    /** The longest range, in microseconds: 92 days. All calls of the range are read. */
    public static final long MAX_RANGE_US = 92 * 86_400_000_000L;
}
