package io.alerthistory.observe;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the service at this moment and that people should know.
 *
 * @param warningId names the condition and stays the same as long as it lasts
 * @param category what it is about, for example database
 * @param details what follows from it, or what was found
 * @param timestamp since when, microseconds since the epoch
 */
public record Warning(String warningId, String category, String message, @Nullable String details, long timestamp) {
}
