package io.alerthistory.episode.statistics;

import org.jspecify.annotations.Nullable;

/**
 * When something first happened in an episode, in microseconds since the epoch.
 *
 * @param endsAtUs null while it fires
 * @param notifiedAtUs when a receiver was first told of it; null when none was
 * @param investigatedAtUs when the first investigation started; null when there is none
 */
public record EpisodeTimes(long startsAtUs, @Nullable Long endsAtUs, @Nullable Long notifiedAtUs,
        @Nullable Long investigatedAtUs) {

    EpisodeFacts interval() {
        return EpisodeFacts.interval(startsAtUs, endsAtUs);
    }
}
