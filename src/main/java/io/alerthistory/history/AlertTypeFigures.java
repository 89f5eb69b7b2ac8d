package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of an alert type that started in a range of time.
 *
 * @param failed how many of them failed or timed out
 * @param meanDurationMs of those that have ended; null when none has
 */
public record AlertTypeFigures(String alertType, long sessions, long failed, @Nullable Long meanDurationMs) {
}
