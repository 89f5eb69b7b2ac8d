package io.alerthistory.catalog;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The tools that an investigation has when the user chooses none: the servers that recent sessions used.
 *
 * @param alertType as requested; null for all types
 * @param mcpServers in the order of their names
 * @param nativeTools always empty: the history does not record which tools of a model were enabled for a type
 */
public record DefaultTools(@Nullable String alertType, List<McpServer> mcpServers, Map<String, Boolean> nativeTools) {

    /** A server whose tools are all chosen. */
    public record McpServer(String serverId) {
    }

    static DefaultTools of(@Nullable String alertType, List<String> servers) {
        return new DefaultTools(alertType, servers.stream().sorted().map(McpServer::new).toList(), Map.of());
    }
}
