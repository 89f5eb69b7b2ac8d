package io.alerthistory.episode;

import org.jspecify.annotations.Nullable;

/**
 * Everything that was reported of one startsAt of an alert. Reports are merged by taking the maximum of each instant,
 * so their order and number do not matter; of ends that are their own receipt, the minimum. All instants are microseconds since
 * the epoch.
 *
 * @param startsAtUs as a sender reported it
 * @param leaseUntilUs until when a firing alert fires unless another report comes; null when no report said so
 * @param provenUntilUs when a firing alert without such a promise was last seen
 * @param toldEndUs the end that a sender reported; equal to endReceivedAtUs when the sender did not say when it ended
 * @param doubtfulEndUs an end in the past that was reported of an alert that nobody had seen firing. It counts as told
 *        as soon as some report shows the alert firing
 * @param receivedAtUs when the first report was received
 * @param endReceivedAtUs when the end was received
 */
public record ReportedStart(long startsAtUs, @Nullable Long leaseUntilUs, @Nullable Long provenUntilUs,
        @Nullable Long toldEndUs, @Nullable Long doubtfulEndUs, long receivedAtUs, @Nullable Long endReceivedAtUs) {

    /** A promise is stored again when the stored one has at most this part of its time left. */
    public static final int LEASE_SHARE = 2;

    /** A firing alert whose sender promises that it fires until an instant. */
    public static ReportedStart leased(long startsAtUs, long untilUs, long receivedAtUs) {
        return new ReportedStart(startsAtUs, Math.max(startsAtUs, untilUs), null, null, null, receivedAtUs, null);
    }

    /** A firing alert that was seen at an instant, and whose end will be reported. */
    public static ReportedStart seen(long startsAtUs, long seenAtUs, long receivedAtUs) {
        return new ReportedStart(startsAtUs, null, Math.max(startsAtUs, seenAtUs), null, null, receivedAtUs, null);
    }

    /** A resolved alert. The clocks of two machines may differ: an end before the start is the start. */
    public static ReportedStart ended(long startsAtUs, long endsAtUs, long receivedAtUs) {
        return new ReportedStart(startsAtUs, null, null, Math.max(startsAtUs, endsAtUs), null, receivedAtUs, receivedAtUs);
    }

    /** An alert with an end in the past, of which it is doubtful whether the sender knows it or only promised it once. */
    public static ReportedStart doubtfullyEnded(long startsAtUs, long endsAtUs, long receivedAtUs) {
        return new ReportedStart(startsAtUs, null, null, null, Math.max(startsAtUs, endsAtUs), receivedAtUs, receivedAtUs);
    }

    /** The same report of another start. */
    ReportedStart at(long otherUs) {
        return new ReportedStart(otherUs, leaseUntilUs, provenUntilUs, toldEndUs, doubtfulEndUs, receivedAtUs, endReceivedAtUs);
    }

    /** The same start with what else was reported of it. */
    ReportedStart merge(ReportedStart other) {
        boolean otherTells = other.tellsBetterThan(this);
        Long end = otherTells ? other.toldEndUs : toldEndUs;
        Long doubtful = max(doubtfulEndUs, other.doubtfulEndUs);
        boolean otherEnds = otherTells
                || (toldEndUs == null && other.toldEndUs == null && greater(other.doubtfulEndUs, doubtfulEndUs));
        return new ReportedStart(startsAtUs, max(leaseUntilUs, other.leaseUntilUs), max(provenUntilUs, other.provenUntilUs),
                end, doubtful, Math.min(receivedAtUs, other.receivedAtUs),
                otherEnds || endReceivedAtUs == null ? other.endReceivedAtUs : endReceivedAtUs);
    }

    /**
     * Whether its told end counts more than that of another: the later of two reported ones. One that was only received at its
     * instant counts less, and of two of these the later is a copy.
     */
    private boolean tellsBetterThan(ReportedStart other) {
        if (toldEndUs == null || other.toldEndUs == null) {
            return other.toldEndUs == null && toldEndUs != null;
        }
        if (isEndOfReceipt() != other.isEndOfReceipt()) {
            return other.isEndOfReceipt();
        }
        return isEndOfReceipt() ? toldEndUs < other.toldEndUs : toldEndUs > other.toldEndUs;
    }

    /** Whether the sender said that it has ended, but not when. */
    public boolean isEndOfReceipt() {
        return toldEndUs != null && toldEndUs.equals(endReceivedAtUs);
    }

    /**
     * Whether the other says the same, whenever it was received. Beside a reported end, for how long it fired does not
     * matter.
     */
    boolean saysTheSame(ReportedStart other) {
        return content().equals(other.content());
    }

    private ReportedStart content() {
        return isEnded() ? new ReportedStart(startsAtUs, null, null, endUs(), null, 0, null)
                : new ReportedStart(startsAtUs, leaseUntilUs, provenUntilUs, null, doubtfulEndUs, 0, null);
    }

    /**
     * Whether a promise is stored again: not for a little longer, while the stored one has more than half of the new one's time
     * left.
     *
     * @param storedUs null when there is none
     */
    public static boolean isLeaseDue(@Nullable Long storedUs, long untilUs, long nowUs) {
        return storedUs == null || (untilUs > storedUs && untilUs - nowUs >= LEASE_SHARE * (storedUs - nowUs));
    }

    /** The same with the promise of another. */
    ReportedStart withLease(ReportedStart other) {
        return new ReportedStart(startsAtUs, other.leaseUntilUs, provenUntilUs, toldEndUs, doubtfulEndUs, receivedAtUs,
                endReceivedAtUs);
    }

    /** The reported end; null while the alert may fire. */
    @Nullable
    Long endUs() {
        return toldEndUs == null && leaseUntilUs == null && provenUntilUs == null ? null : max(toldEndUs, doubtfulEndUs);
    }

    boolean isEnded() {
        return endUs() != null;
    }

    /** Whether a report says for how long the alert fires. */
    boolean isLeased() {
        return leaseUntilUs != null || provenUntilUs == null;
    }

    /** Until when the alert fires at least. */
    long reachUs() {
        Long reach = max(max(leaseUntilUs, provenUntilUs), doubtfulEndUs);
        return reach == null ? startsAtUs : reach;
    }

    /** Whether an alert that fires until {@link #reachUs()} fires at an instant. A sighting proves its own instant. */
    boolean reaches(long us) {
        return us < reachUs() || (provenUntilUs != null && us == provenUntilUs);
    }

    private static boolean greater(@Nullable Long value, @Nullable Long other) {
        return value != null && (other == null || value > other);
    }

    /** The later of two instants, each of which may be missing. */
    public static @Nullable Long max(@Nullable Long first, @Nullable Long second) {
        return first == null ? second : second == null ? first : Long.valueOf(Math.max(first, second));
    }
}
