package io.alerthistory.ingest;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.RecordedFacts.Outcome;
import io.alerthistory.episode.ReportedStart;

/**
 * What the store is known to have of an alert. Instants are microseconds since the epoch.
 *
 * @param starts the ones of the latest reports, the latest first
 */
record KnownAlert(List<KnownStart> starts) {

    static final KnownAlert NOTHING = new KnownAlert(List.of());

    /** The maximum number of starts. Two Prometheus replicas report two starts of an episode. */
    private static final int MAX_STARTS = 4;

    /**
     * What the store has at least of a start.
     *
     * @param leaseUntilUs the lease of its episode
     * @param toldEndUs the latest end that a sender reported
     * @param receiptEndUs the earliest receipt of an end without a time
     */
    private record KnownStart(long startsAtUs, @Nullable Long leaseUntilUs, @Nullable Long toldEndUs,
            @Nullable Long receiptEndUs, @Nullable Long doubtfulEndUs) {

        KnownStart withoutLease() {
            return new KnownStart(startsAtUs, null, toldEndUs, receiptEndUs, doubtfulEndUs);
        }

        KnownStart leased(long untilUs) {
            return new KnownStart(startsAtUs, ReportedStart.max(leaseUntilUs, untilUs), toldEndUs, receiptEndUs, doubtfulEndUs);
        }

        KnownStart ended(ReportedStart report) {
            Long doubtful = ReportedStart.max(doubtfulEndUs, report.doubtfulEndUs());
            Long told = report.toldEndUs();
            if (told != null && report.isEndOfReceipt()) {
                return new KnownStart(startsAtUs, leaseUntilUs, toldEndUs,
                        receiptEndUs == null ? told : Long.valueOf(Math.min(receiptEndUs, told)), doubtful);
            }
            return new KnownStart(startsAtUs, leaseUntilUs, ReportedStart.max(toldEndUs, told), receiptEndUs, doubtful);
        }

        boolean hasEnded() {
            return toldEndUs != null || receiptEndUs != null;
        }

        /** An end without a time counts less than one that was reported, and less than one that was received before. */
        boolean hasReceipt(long us) {
            return toldEndUs != null || (receiptEndUs != null && receiptEndUs <= us);
        }
    }

    private KnownStart start(long startsAtUs) {
        return starts.stream().filter(start -> start.startsAtUs() == startsAtUs).findFirst()
                .orElse(new KnownStart(startsAtUs, null, null, null, null));
    }

    /** Whether the store has a report, or would not write it. */
    boolean has(ReportedStart report, long nowUs) {
        KnownStart stored = start(report.startsAtUs());
        Long told = report.toldEndUs();
        if (told != null) {
            return report.isEndOfReceipt() ? stored.hasReceipt(told) : reaches(stored.toldEndUs(), told);
        }
        Long doubtful = report.doubtfulEndUs();
        if (doubtful != null) {
            return reaches(stored.toldEndUs(), doubtful) || reaches(stored.doubtfulEndUs(), doubtful);
        }
        // A reported end wins over the promise to fire longer. Sightings come with notifications, which need their alerts.
        Long lease = report.leaseUntilUs();
        return lease != null && (stored.hasEnded() || !ReportedStart.isLeaseDue(stored.leaseUntilUs(), lease, nowUs));
    }

    /** The same after the store has acknowledged a report. */
    KnownAlert with(ReportedStart report, Outcome outcome, boolean isWritten, long nowUs) {
        Long told = report.toldEndUs();
        Long doubtful = report.doubtfulEndUs();
        Long lease = report.leaseUntilUs();
        if (told == null && doubtful == null && lease != null) {
            // What was not written was not due: the stored lease has more than half of the new one's time left.
            long least = isWritten ? lease : Math.min(lease, nowUs + (lease - nowUs) / ReportedStart.LEASE_SHARE);
            return replaced(report.startsAtUs(), start -> start.leased(least));
        }
        // An end may divide an episode, or close it, so that its lease is another one.
        KnownAlert left = outcome == Outcome.UNCHANGED ? this
                : new KnownAlert(starts.stream().map(KnownStart::withoutLease).toList());
        return told == null && doubtful == null ? left
                : left.replaced(report.startsAtUs(), start -> start.ended(report));
    }

    private KnownAlert replaced(long startsAtUs, UnaryOperator<KnownStart> change) {
        return new KnownAlert(Stream.concat(Stream.of(change.apply(start(startsAtUs))),
                starts.stream().filter(start -> start.startsAtUs() != startsAtUs)).limit(MAX_STARTS).toList());
    }

    private static boolean reaches(@Nullable Long storedUs, long us) {
        return storedUs != null && storedUs >= us;
    }
}
