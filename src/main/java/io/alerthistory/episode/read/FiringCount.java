package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * The number of alerts of one severity that fire.
 *
 * @param severity null for those without the label
 * @param acknowledged how many of them somebody has acknowledged
 */
public record FiringCount(@Nullable String severity, long alerts, long acknowledged) {
}
