package io.alerthistory.episode;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One maximal interval in which an alert fires, [starts_at, ends_at), with what was reported of each startsAt in it.
 * Instants are microseconds since the epoch.
 *
 * @param endsAtUs null while the alert fires
 * @param endReason null while the alert fires
 * @param endReceivedAtUs when the end became known; null while the alert fires
 * @param starts at least one, in order; the first one is the episode's start
 */
public record Episode(@Nullable Long endsAtUs, @Nullable EndReason endReason, @Nullable Long endReceivedAtUs,
        List<ReportedStart> starts) {

    public long startsAtUs() {
        return starts.get(0).startsAtUs();
    }

    /** When the first report of it was received. */
    public long receivedAtUs() {
        return starts.stream().mapToLong(ReportedStart::receivedAtUs).min().orElseThrow();
    }

    /** Whether it has begun at an instant, and had not ended before. */
    boolean covers(long us) {
        return startsAtUs() <= us && (endsAtUs == null || us <= endsAtUs);
    }

    public boolean isOpen() {
        return endsAtUs == null;
    }

    /** Until when it fires if no other report comes; null when no report says so. */
    public @Nullable Long leaseUntilUs() {
        return max(ReportedStart::leaseUntilUs);
    }

    /** When it was last seen firing by a report that does not say for how long; null when there is none. */
    public @Nullable Long provenUntilUs() {
        return max(ReportedStart::provenUntilUs);
    }

    private @Nullable Long max(Function<ReportedStart, @Nullable Long> instant) {
        return starts.stream().map(instant).filter(Objects::nonNull).map(Objects::requireNonNull).max(Long::compare)
                .orElse(null);
    }

    /** The binary logarithm of its duration in seconds, both rounded up; 0 up to a second. Null while the alert fires. */
    public @Nullable Integer spanClass() {
        return endsAtUs == null ? null : Integer.valueOf(spanClass(endsAtUs - startsAtUs()));
    }

    /** The same of a duration in microseconds. An episode of class k lasts at most 2^k seconds. */
    static int spanClass(long durationUs) {
        long seconds = -Math.floorDiv(-durationUs, 1_000_000L);
        return seconds <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(seconds - 1);
    }

    /** Whether the interval is the same. */
    boolean hasSameInterval(Episode other) {
        return startsAtUs() == other.startsAtUs() && Objects.equals(endsAtUs, other.endsAtUs) && endReason == other.endReason;
    }

    Episode endReceivedAt(@Nullable Long receivedAtUs) {
        return new Episode(endsAtUs, endReason, receivedAtUs, starts);
    }
}
