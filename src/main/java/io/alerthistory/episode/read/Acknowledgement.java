package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's acknowledgement.
 *
 * @param startsAtUs the start of the episode when it was acknowledged, in microseconds since the epoch
 * @param comment null when there is none
 */
public record Acknowledgement(long startsAtUs, long ackedAtUs, String ackedBy, @Nullable String comment) {
}
