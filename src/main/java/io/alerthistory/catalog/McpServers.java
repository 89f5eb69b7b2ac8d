package io.alerthistory.catalog;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.alerthistory.history.RecordedTool;
import io.alerthistory.json.JsonText;

/** The servers and tools that investigations used. Their descriptions are not recorded. */
public record McpServers(List<Server> servers, int totalServers, int totalTools) {

    /** A server; {@code serverType} is always "recorded". */
    public record Server(String serverId, String serverType, boolean enabled, List<Tool> tools) {
    }

    /** A tool; description and schema are empty. */
    public record Tool(String name, String description, JsonText inputSchema) {
    }

    static McpServers of(List<RecordedTool> recorded) {
        TreeMap<String, TreeSet<String>> names = new TreeMap<>();
        for (RecordedTool tool : recorded) {
            TreeSet<String> ofServer = names.computeIfAbsent(tool.serverName(), server -> new TreeSet<>());
            Stream.of(tool).map(RecordedTool::toolName).filter(Objects::nonNull).forEach(ofServer::add);
        }
        List<Server> servers = names.entrySet().stream()
                .map(server -> new Server(server.getKey(), "recorded", true,
                        server.getValue().stream().map(name -> new Tool(name, "", JsonText.EMPTY_OBJECT)).toList()))
                .toList();
        return new McpServers(servers, servers.size(), servers.stream().mapToInt(server -> server.tools().size()).sum());
    }
}
