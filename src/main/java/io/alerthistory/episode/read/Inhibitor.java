package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;

/**
 * The episode of an alert that inhibits others.
 *
 * @param seenUs the instant that was asked for, in microseconds since the epoch
 * @param endsAtUs null while it fires
 */
public record Inhibitor(AlertKey key, long seenUs, long startsAtUs, @Nullable Long endsAtUs) {

    /** Asks for the last episode of an alert that starts at an instant or before. */
    public record Asked(AlertKey key, long seenUs) {
    }
}
