package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * A silence that held an episode back, in the newest version that is known.
 *
 * @param createdBy who made it; null when only its identifier is known
 * @param comment what that person said; null when only its identifier is known
 * @param endsAtUs when it ends or ended, in microseconds since the epoch; null when only its identifier is known
 */
public record SilenceView(String silenceId, @Nullable String createdBy, @Nullable String comment, @Nullable Long endsAtUs) {
}
