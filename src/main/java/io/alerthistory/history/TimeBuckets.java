package io.alerthistory.history;

/**
 * A range of time in equal buckets, of which the last one may be cut.
 *
 * @param fromUs the start of the range and of its first bucket, microseconds since the epoch
 * @param toUs the end, which is not part of it
 * @param bucketUs how long a bucket is
 */
public record TimeBuckets(long fromUs, long toUs, long bucketUs) {

    /** Buckets of a range at most: a query groups by them. */
    static final int MAX_BUCKETS = 1_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when it is empty, or has too many buckets
     */
    public TimeBuckets {
        if (fromUs < 0 || toUs <= fromUs || bucketUs <= 0 || (toUs - fromUs - 1) / bucketUs >= MAX_BUCKETS) {
            throw new IllegalArgumentException("from " + fromUs + " to " + toUs + " by " + bucketUs);
        }
    }
}
