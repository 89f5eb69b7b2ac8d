package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.RecordedTool;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;

/** What every {@link HistoryStore} does. */
interface CatalogStoreContract {

    SessionStore sessions();

    InteractionStore interactions();

    HistoryStore history();

    private String session(String agentType, @Nullable String alertType) {
        return session(agentType, alertType, Samples.session().startedAtUs);
    }

    private String session(String agentType, @Nullable String alertType, long startedAtUs) {
        AlertSession session = Samples.session();
        session.startedAtUs = startedAtUs;
        session.agentType = agentType;
        session.alertType = alertType;
        return Await.on(() -> sessions().create(session)).value().sessionId();
    }

    private List<String> agentTypes(long most) {
        return Await.on(() -> history().agentTypes(most));
    }

    private List<String> alertTypes(long most) {
        return Await.on(() -> history().alertTypes(most));
    }

    @Test
    default void listsEveryTypeOnceByCodePoint() {
        String own = Samples.id();
        for (String type : List.of("b", "B", "b", "ä", "a")) {
            session(own + type, own + "-" + type);
            session(own + type, null);
        }
        assertThat(agentTypes(100_000)).containsSequence(own + "B", own + "a", own + "b", own + "ä").doesNotHaveDuplicates();
        assertThat(alertTypes(100_000)).containsSequence(own + "-B", own + "-a", own + "-b", own + "-ä")
                .doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    default void listsNoMoreThanWanted() {
        String own = Samples.id();
        for (int i = 0; i < 3; i++) {
            session(own + i, own + i);
        }
        assertThat(agentTypes(2)).isEqualTo(agentTypes(100_000).subList(0, 2));
        assertThat(alertTypes(2)).isEqualTo(alertTypes(100_000).subList(0, 2));
    }

    @Test
    default void listsToolsByTheirServers() {
        String own = Samples.id();
        String id = session("kubernetes", null);
        call(id, own + "-silent", null);
        for (int i = 0; i < 2; i++) {
            call(id, own + "-busy", null);
            call(id, own + "-busy", "logs");
            call(id, own + "-busy", "exec");
            call(id, own + "-other", "logs");
        }
        assertThat(tools(100_000).stream().filter(tool -> tool.serverName().startsWith(own))).containsExactlyInAnyOrder(
                new RecordedTool(own + "-silent", null), new RecordedTool(own + "-busy", "exec"),
                new RecordedTool(own + "-busy", "logs"), new RecordedTool(own + "-other", "logs"));
        long servers = tools(100_000).stream().map(RecordedTool::serverName).distinct().count();
        assertThat(tools(servers)).hasSize((int) servers).extracting(RecordedTool::serverName).doesNotHaveDuplicates();
        assertThat(tools(2)).hasSize(2);
    }

    @Test
    default void looksAtTheLatestSessionsForTheirServers() {
        String own = Samples.id();
        long time = Micros.MAX - 10;
        for (String server : List.of("a", "b", "c")) {
            call(session("kubernetes", own, time++), own + server, "logs");
        }
        call(session("kubernetes", own + "-other", time), own + "d", "logs");
        assertThat(servers(own, 1)).containsExactly(own + "c");
        assertThat(servers(own, 2)).containsExactlyInAnyOrder(own + "b", own + "c");
        assertThat(servers(own, 100)).containsExactlyInAnyOrder(own + "a", own + "b", own + "c");
        assertThat(servers(null, 100)).contains(own + "a", own + "d");
    }

    private List<String> servers(@Nullable String alertType, long sessions) {
        return Await.on(() -> history().recentServers(alertType, sessions));
    }

    private List<RecordedTool> tools(long most) {
        return Await.on(() -> history().tools(most));
    }

    private void call(String sessionId, String server, @Nullable String tool) {
        McpInteraction mcp = new McpInteraction(new Call(Samples.id(), sessionId, null, 7, 0, true, null, false, 0), null, null,
                server, tool == null ? McpCommunicationType.TOOL_LIST : McpCommunicationType.TOOL_CALL, tool, null, null, null);
        Await.on(() -> interactions().append(new Batch<>(sessionId, InteractionKind.MCP, List.of(mcp), Set.of(), 42)));
    }
}
