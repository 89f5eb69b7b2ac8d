package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

/** A tool that was called at least once; null stands for a server of which only the list of its tools was asked. */
public record RecordedTool(String serverName, @Nullable String toolName) {
}
