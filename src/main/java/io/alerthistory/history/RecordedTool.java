package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

/**
 * A tool that was called at least once.
 *
 * @param toolName null when only the server's list of tools was requested
 */
public record RecordedTool(String serverName, @Nullable String toolName) {
}
