package io.alerthistory.episode.read;

/** When an episode of a group of alerts was held back. */
public record GroupSuppressed(String key, Suppressed suppressed) {
}
