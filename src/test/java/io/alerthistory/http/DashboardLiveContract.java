package io.alerthistory.http;

import static io.alerthistory.http.Api.CHATS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.patch;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.support.DashboardClient;
import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/**
 * The flows of Tarsy's dashboard: what a tab sends is what was recorded of it, and what it must get for each of its pages to be
 * right. What an event tells is committed before: the request that follows it finds it.
 */
interface DashboardLiveContract {

    private static JsonPath detail(String id) {
        return given().get(SESSIONS + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static String stage(String session, String status, Map<String, Object> more) {
        String id = Samples.id();
        Map<String, Object> body = new LinkedHashMap<>(Api.stage(id, 0));
        body.put("status", status);
        body.putAll(more);
        json(body).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
        return id;
    }

    private static void patchStage(String session, String stage, Map<String, Object> body) {
        json(body).patch(SESSIONS + "/" + session + "/stages/" + stage).then().statusCode(200);
    }

    private static Map<String, Object> agent(String parent, int index) {
        return Map.of("parent_stage_execution_id", parent, "parallel_type", "multi_agent", "parallel_index", index);
    }

    @Test
    default void theListIsReadAgainWhenItChanges() {
        try (DashboardClient tab = new DashboardClient().show("sessions")) {
            String id = Api.created("pending");
            tab.onList("session.created", id);
            given().queryParam("status", "pending").queryParam("page_size", 100).get(SESSIONS).then()
                    .body("sessions.session_id", hasItem(id));
            String other = Api.created("in_progress");
            patch(other, Map.of("status", "completed")).then().statusCode(200);
            // Bursts are one event every 1.5 seconds, and the last is always among them.
            tab.onList("session.completed", other);
        }
    }

    @Test
    default void aRunningSessionIsWatchedWithItsAgentsAndTheirText() {
        String id = Api.created("in_progress");
        try (DashboardClient tab = new DashboardClient().show("session:" + id)) {
            JsonNode cursor = tab.onDetail("history.cursor", id);
            assertThat(cursor.path("id").asLong()).isPositive();
            assertThat(cursor.path("data").isObject()).isTrue();

            String parent = stage(id, "active", Map.of("parallel_type", "multi_agent", "expected_parallel_count", 2));
            JsonNode started = tab.onDetail("stage.started", frame -> frame.path("stage_id").asText().equals(parent));
            assertThat(started.path("expected_parallel_count").asInt()).isEqualTo(2);
            String first = stage(id, "active", agent(parent, 1));
            stage(id, "active", agent(parent, 2));
            assertThat(tab.onDetail("stage.started", frame -> frame.path("stage_id").asText().equals(first))
                    .path("parent_stage_execution_id").asText()).isEqualTo(parent);

            String call = Samples.id();
            json(Map.of("type", "llm.stream.chunk", "chunk", "The pod was", "stream_type", "thought", "is_complete", false,
                    "llm_interaction_id", call, "stage_execution_id", first, "parent_stage_execution_id", parent,
                    "parallel_index", 1, "agent_name", "KubernetesAgent")).post(SESSIONS + "/" + id + "/live").then()
                    .statusCode(202);
            JsonNode chunk = tab.onDetail("llm.stream.chunk", id);
            assertThat(chunk.has("id")).isFalse();
            assertThat(chunk.path("chunk").asText()).isEqualTo("The pod was");
            assertThat(chunk.path("stage_execution_id").asText()).isEqualTo(first);

            Map<String, Object> interaction = new LinkedHashMap<>(Api.llm(call));
            interaction.put("stage_execution_id", first);
            json(interaction).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
            assertThat(tab.onDetail("llm.interaction", id).path("interaction_id").asText()).isEqualTo(call);
            patchStage(id, first, Map.of("status", "failed", "error_message", "model refused: 429"));
            JsonNode completed = tab.onDetail("stage.completed", id);
            assertThat(completed.path("status").asText()).isEqualTo("failed");
            assertThat(completed.path("error_message").asText()).isEqualTo("model refused: 429");
            assertThat(completed.path("completed_at_us").asLong()).isPositive();
            assertThat(completed.path("parent_stage_execution_id").asText()).isEqualTo(parent);
        }
    }

    @Test
    default void aCancelReachesTheWorkerAndThePage() {
        String id = Api.created("in_progress");
        try (DashboardClient tab = new DashboardClient().show("session:" + id);
                LiveClient worker = LiveClient.connected().subscribe("cancellations")) {
            given().post(SESSIONS + "/" + id + "/cancel").then().statusCode(200).body("status", equalTo("canceling"));
            tab.onDetail("history.changed", id);
            assertThat(detail(id).getString("status")).isEqualTo("canceling");
            worker.await("session.cancel_requested", id);
            patch(id, Map.of("status", "cancelled")).then().statusCode(200);
            tab.onDetail("session.cancelled", id);
            assertThat(detail(id).getString("status")).isEqualTo("cancelled");
            assertThat(tab.detail()).noneMatch(frame -> frame.path("type").asText().endsWith("cancel_requested"));
        }
    }

    @Test
    default void aPauseAndItsEndAreSeen() {
        String id = Api.created("in_progress");
        String stage = stage(id, "active", Map.of());
        try (DashboardClient tab = new DashboardClient().show("session:" + id)) {
            patchStage(id, stage, Map.of("status", "paused"));
            patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "max_iterations_reached"))).then()
                    .statusCode(200);
            JsonNode paused = tab.onDetail("session.paused", id);
            assertThat(paused.path("pause_metadata").path("reason").asText()).isEqualTo("max_iterations_reached");
            tab.onDetail("history.changed", frame -> frame.path("data").path("status").asText().equals("paused"));
            given().post(SESSIONS + "/" + id + "/resume").then().statusCode(200);
            tab.onDetail("session.resumed", id);
            tab.onDetail("history.changed", frame -> frame.path("data").path("status").asText().equals("in_progress"));
            assertThat(detail(id).getString("status")).isEqualTo("in_progress");
        }
    }

    @Test
    default void anAgentIsCancelledAlone() {
        String id = Api.created("paused");
        String parent = stage(id, "paused", Map.of("parallel_type", "multi_agent", "expected_parallel_count", 2));
        String first = stage(id, "paused", agent(parent, 1));
        stage(id, "paused", agent(parent, 2));
        try (DashboardClient tab = new DashboardClient().show("session:" + id)) {
            tab.onDetail("history.cursor", id);
            given().post(SESSIONS + "/" + id + "/stages/" + first + "/cancel").then().statusCode(200);
            assertThat(tab.onDetail("agent.cancelled", id).path("execution_id").asText()).isEqualTo(first);
            assertThat(tab.onDetail("stage.completed", id).path("status").asText()).isEqualTo("cancelled");
        }
    }

    @Test
    default void aChatIsSeenByOtherTabsAndItsResponseIsStopped() {
        String id = Api.created("in_progress");
        json(Api.llm(Samples.id())).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        patch(id, Map.of("status", "completed")).then().statusCode(200);
        try (DashboardClient tab = new DashboardClient().show("session:" + id);
                LiveClient worker = LiveClient.connected().subscribe("cancellations")) {
            tab.onDetail("history.cursor", id);
            String chat = given().post("/api/v1/sessions/" + id + "/chat").then().statusCode(200).extract().path("chat_id");
            assertThat(tab.onDetail("chat.created", id).path("chat_id").asText()).isEqualTo(chat);
            JsonPath sent = json(Map.of("content", "Which limit?")).post(CHATS + "/" + chat + "/messages").then().extract()
                    .jsonPath();
            JsonNode message = tab.onDetail("chat.user_message", id);
            assertThat(message.path("content").asText()).isEqualTo("Which limit?");
            String response = sent.getString("stage_execution_id");
            patchStage(id, response, Map.of("status", "active"));
            JsonNode started = tab.onDetail("stage.started", id);
            assertThat(started.path("stage_id").asText()).isEqualTo(response);
            assertThat(started.path("chat_id").asText()).isEqualTo(chat);
            assertThat(started.path("chat_user_message_content").asText()).isEqualTo("Which limit?");
            assertThat(started.path("chat_user_message_id").asText()).isEqualTo(message.path("message_id").asText());

            given().post(CHATS + "/executions/" + response + "/cancel").then().statusCode(200).body("success", equalTo(true));
            JsonNode request = worker.await("chat.cancel_requested", id);
            assertThat(request.path("stage_execution_id").asText()).isEqualTo(response);
            patchStage(id, response, Map.of("status", "cancelled"));
            assertThat(tab.onDetail("stage.completed", id).path("chat_id").asText()).isEqualTo(chat);
        }
    }

    @Test
    default void whatHappensWhileTheConnectionIsLostIsCaughtUp() {
        String id = Api.created("in_progress");
        try (DashboardClient tab = new DashboardClient().show("session:" + id)) {
            tab.onDetail("history.cursor", id);
            tab.drop().forget();
            String parent = stage(id, "active", Map.of("parallel_type", "multi_agent", "expected_parallel_count", 3));
            json(Api.toolCall(Samples.id())).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
            patchStage(id, parent, Map.of("status", "completed"));
            patch(id, Map.of("status", "completed")).then().statusCode(200);

            tab.connect();

            tab.onDetail("session.completed", id);
            assertThat(tab.detail()).extracting(frame -> frame.path("type").asText())
                    .containsSubsequence(List.of("stage.started", "stage.completed", "session.completed"))
                    .contains("mcp.tool_call");
            assertThat(tab.onDetail("stage.started", id).path("expected_parallel_count").isNull())
                    .as("a replayed start puts no second set of agents into the page").isTrue();
        }
    }

    @Test
    default void aTabThatGoesFromTheListToASessionGetsNothingOfTheList() {
        String id = Api.created("in_progress");
        try (DashboardClient tab = new DashboardClient().show("sessions").leave("sessions").show("session:" + id)) {
            tab.onDetail("history.cursor", id);
            String other = Api.created("pending");
            patch(id, Map.of("status", "completed")).then().statusCode(200);
            tab.onDetail("session.completed", id);
            assertThat(tab.all()).noneMatch(frame -> frame.path("session_id").asText().equals(other));
        }
    }
}
