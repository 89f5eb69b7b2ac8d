package io.alerthistory.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.history.RecordedTool;

/** An empty history, which the tests over HTTP never see. */
class CatalogTest {

    @Test
    void withoutAlertsThereIsNoDefault() {
        assertThat(AlertTypes.of(List.of())).isEqualTo(new AlertTypes(List.of(), null));
    }

    @Test
    void withoutCallsThereAreNoServers() {
        assertThat(McpServers.of(List.of())).isEqualTo(new McpServers(List.of(), 0, 0));
    }

    @Test
    void countsAToolOnEachOfItsServers() {
        McpServers servers = McpServers.of(List.of(new RecordedTool("b", "logs"), new RecordedTool("a", "logs"),
                new RecordedTool("a", "exec"), new RecordedTool("c", null)));
        assertThat(servers.servers()).extracting(McpServers.Server::serverId).containsExactly("a", "b", "c");
        assertThat(servers.servers().get(0).tools()).extracting(McpServers.Tool::name).containsExactly("exec", "logs");
        assertThat(servers.totalServers()).isEqualTo(3);
        assertThat(servers.totalTools()).isEqualTo(3);
    }
}
