package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement of an episode. Instants are microseconds since the epoch.
 *
 * @param startsAtUs the start of the episode when it was acknowledged
 */
public record AcknowledgementView(String fingerprint, String source, long startsAtUs, long ackedAtUs, String ackedBy,
        @Nullable String comment) {
}
