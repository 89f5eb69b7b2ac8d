package io.alerthistory.observe;

import org.jspecify.annotations.Nullable;

/**
 * A current problem of the service that operators should know about.
 *
 * @param warningId identifies the condition while it lasts
 * @param category the component, for example database
 * @param details the consequence or the finding
 * @param timestamp the start of the condition, microseconds since the epoch
 */
public record Warning(String warningId, String category, String message, @Nullable String details, long timestamp) {
}
