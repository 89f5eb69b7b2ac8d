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
 */
public record EpisodeFacts(long startsAtUs, @Nullable Long endsAtUs, @Nullable EndReason endReason, boolean notified,
        boolean silenced, @Nullable Long ackedAtUs, @Nullable Long silencedAtUs) {

    /** An episode of which only the interval matters. */
    public static EpisodeFacts interval(long startsAtUs, @Nullable Long endsAtUs) {
        return new EpisodeFacts(startsAtUs, endsAtUs, endsAtUs == null ? null : EndReason.TOLD, false, false, null, null);
    }

    boolean isTold() {
        return endReason == EndReason.TOLD && endsAtUs != null;
    }

    /** The first human act: an acknowledgement, or a silence that was made while it fired. Null when there was none. */
    @Nullable
    Long answeredAtUs() {
        if (ackedAtUs == null || silencedAtUs == null) {
            return ackedAtUs == null ? silencedAtUs : ackedAtUs;
        }
        return Long.valueOf(Math.min(ackedAtUs, silencedAtUs));
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
