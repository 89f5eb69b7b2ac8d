package io.alerthistory.episode.statistics;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;

/**
 * What the figures need to know of an episode. Instants are microseconds since the epoch.
 *
 * @param endsAtUs null while it fires
 * @param endReason null while it fires
 * @param notified whether a receiver was told that it fires or has ended
 * @param silenced whether a silence held it back at any time
 * @param ackedAtUs when somebody acknowledged it; null when nobody did
 * @param silencedAtUs the start of the first silence that was made while it fired; null when there is none
 * @param actedAtUs when a person first did something in a session of it; null when nobody did
 */
public record EpisodeFacts(long startsAtUs, @Nullable Long endsAtUs, @Nullable EndReason endReason, boolean notified,
        boolean silenced, @Nullable Long ackedAtUs, @Nullable Long silencedAtUs,
        @Nullable Long actedAtUs) {

    /** An episode of which only the interval matters. */
    public static EpisodeFacts interval(long startsAtUs, @Nullable Long endsAtUs) {
        return new EpisodeFacts(startsAtUs, endsAtUs, endsAtUs == null ? null : EndReason.TOLD, false, false, null, null,
                null);
    }

    boolean isTold() {
        return endReason == EndReason.TOLD && endsAtUs != null;
    }

    /**
     * The first human act: an acknowledgement, a silence that was made while it fired, or what somebody did in a session of
     * it. Null when there was none.
     */
    @Nullable
    Long answeredAtUs() {
        return first(first(ackedAtUs, silencedAtUs), actedAtUs);
    }

    private static @Nullable Long first(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Long.valueOf(Math.min(one, other));
    }

    /** Whether a receiver was told, nobody did anything, and it ended by itself soon. */
    boolean isUnanswered() {
        return notified && !silenced && answeredAtUs() == null && endsAtUs != null && endReason == EndReason.TOLD
                && endsAtUs - startsAtUs <= Definitions.NOISE_WITHIN_US;
    }

    /** Whether it starts soon after the told end of the one before. */
    boolean isRefireOf(EpisodeFacts previous) {
        return previous.isTold() && previous.endsAtUs() != null
                && startsAtUs - previous.endsAtUs() <= Definitions.REFIRE_WITHIN_US;
    }
}
