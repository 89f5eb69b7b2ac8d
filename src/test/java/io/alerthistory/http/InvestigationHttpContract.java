package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/** One whole investigation, delivered out of order, and read back. */
interface InvestigationHttpContract {

    long START = 1_700_000_000_000_000L;

    ObjectMapper MAPPER = new ObjectMapper();

    @Test
    default void readsBackExactly() {
        String own = Samples.id();
        String id = own + "-session";
        investigate(own, id);
        JsonNode actual = tree(given().get(SESSIONS + "/" + id).then().statusCode(200).extract().asString().replace(own, "ID"));
        JsonNode expected = tree(resource("/investigation.json"));
        List<Long> times = List.of(actual.get("last_interaction_at").asLong());
        ((com.fasterxml.jackson.databind.node.ObjectNode) actual).put("last_interaction_at", 0); // the one value of the clock
        assertThat(times.get(0)).isGreaterThan(START);
        assertThat(pretty(actual)).isEqualTo(pretty(expected)); // as text: the order of fields counts too
    }

    /** Records a session that has everything: parallel stages, calls of both kinds, some of them at its own level. */
    static void investigate(String own, String id) {
        Map<String, Object> session = Api.session(id);
        session.put("alert_id", own + "-alert");
        session.put("alert_type", "PodCrashLooping");
        session.put("author", "alice");
        session.put("runbook_url", "https://example.org/runbooks/crash.md");
        session.put("started_at_us", START);
        session.put("status", "in_progress");
        session.put("alert_data",
                Map.of("quote", "<b>\"'&</b> – über 漢", "nested", Map.of("list", List.of(1, 2.5, "x", List.of()))));
        json(session).post(SESSIONS).then().statusCode(201);

        List<String> stages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> stage = Api.stage(own + "-stage-" + i, i);
            if (i == 1) {
                stage.put("parallel_type", "multi_agent");
                stage.put("expected_parallel_count", 3);
                stage.put("success_policy", "any");
            }
            post(id, "stages", stage);
            stages.add(own + "-stage-" + i);
        }
        for (int child = 2; child >= 0; child--) { // the order of their arrival is not that of their index
            Map<String, Object> stage = Api.stage(own + "-child-" + child, 1);
            stage.put("parent_stage_execution_id", own + "-stage-1");
            stage.put("parallel_index", child + 1);
            stage.put("parallel_type", "multi_agent");
            stage.put("iteration_strategy", "react");
            post(id, "stages", stage);
            stages.add(own + "-child-" + child);
        }
        stages.forEach(stage -> json(Map.of("status", "active", "started_at_us", START + 1_000_000))
                .patch(SESSIONS + "/" + id + "/stages/" + stage).then().statusCode(200));

        List<Integer> order = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
        Collections.shuffle(order, new Random(7));
        order.forEach(i -> {
            if (i % 2 == 0) {
                post(id, "llm-interactions", llm(own, i));
            } else {
                post(id, "mcp-interactions", mcp(own, i));
            }
        });
        stages.forEach(stage -> json(Map.of("status", stage.endsWith("child-2") ? "failed" : "completed", "completed_at_us",
                START + 30_000_500, "stage_output", Map.of("llm_provider", "openai", "iteration_strategy", "fallback")))
                .patch(SESSIONS + "/" + id + "/stages/" + stage).then().statusCode(200));
        Api.patch(id, Map.of("status", "completed", "completed_at_us", START + 40_000_999, "final_analysis",
                "The pod ran out of memory.", "final_analysis_summary", "OOM")).then().statusCode(200);
    }

    /**
     * Two at the session's level, the others spread over the stages; at 9 and 12 a call to the tool and one to the model at the
     * same time.
     */
    private static void place(Map<String, Object> interaction, String own, int i) {
        if (i >= 2) {
            interaction.put("stage_execution_id", own + (i % 4 < 2 ? "-stage-" + i % 3 : "-child-" + i % 3));
        }
        interaction.put("timestamp_us", START + 2_000_000 + (i == 9 ? 12 : i) * 1_000_000L);
        interaction.put("duration_ms", 100 + i);
    }

    private static Map<String, Object> llm(String own, int i) {
        Map<String, Object> llm = Api.llm(own + "-llm-" + i);
        place(llm, own, i);
        llm.put("provider", "openai");
        llm.put("temperature", 0.2);
        llm.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", "step " + i + " <tag> \"q\""))));
        if (i % 4 == 0) {
            llm.put("input_tokens", 1000 + i);
            llm.put("output_tokens", 10 + i);
        }
        llm.put("interaction_type", i == 18 ? "final_analysis" : "investigation");
        return llm;
    }

    private static Map<String, Object> mcp(String own, int i) {
        Map<String, Object> mcp = Api.toolCall(own + "-mcp-" + i);
        place(mcp, own, i);
        if (i % 3 == 0) {
            mcp.put("communication_type", "tool_list");
            mcp.remove("tool_name");
            mcp.put("available_tools", Map.of("tools", List.of("get_pods")));
        } else {
            mcp.put("tool_arguments", Map.of("namespace", "prod"));
            mcp.put("tool_result", Map.of("output", "line 1\nline 2\ttab"));
        }
        if (i == 7) {
            mcp.put("success", false);
            mcp.put("error_message", "timeout");
            mcp.put("step_description", "Look at the pods");
        }
        return mcp;
    }

    private static void post(String id, String what, Map<String, Object> body) {
        json(body).post(SESSIONS + "/" + id + "/" + what).then().statusCode(201);
    }

    @Test
    default void listAndDetailAgree() {
        String own = Samples.id();
        investigate(own, own + "-session");
        JsonPath detail = given().get(SESSIONS + "/" + own + "-session").jsonPath();
        Map<String, Object> overview = given().queryParam("search", own).queryParam("page_size", 100).get(SESSIONS)
                .jsonPath().<Map<String, Object>> getList("sessions").stream()
                .filter(session -> session.get("session_id").equals(own + "-session")).findFirst().orElseThrow();
        for (String field : List.of("total_interactions", "llm_interaction_count", "mcp_communication_count",
                "session_input_tokens",
                "session_output_tokens", "session_total_tokens", "total_stages", "completed_stages", "failed_stages",
                "duration_ms", "status")) {
            assertThat(overview.get(field)).as(field).isEqualTo(detail.get(field));
        }
        assertThat(overview).containsEntry("has_parallel_stages", true).containsEntry("total_stages", 3)
                .containsEntry("completed_stages", 3).containsEntry("failed_stages", 0);
    }

    @Test
    default void anArrayIsAllOrNothing() {
        String id = Api.created("in_progress");
        String known = Samples.id();
        json(Api.toolCall(known)).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201)
                .body("accepted", equalTo(1), "duplicates", equalTo(0), "ids", equalTo(List.of(known)), "last_seq", equalTo(1));
        json(List.of(Api.toolCall(known), Api.toolCall(Samples.id()))).post(SESSIONS + "/" + id + "/mcp-interactions").then()
                .statusCode(201).body("accepted", equalTo(1), "duplicates", equalTo(1), "last_seq", equalTo(2));
        json(Api.toolCall(known)).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(200);
        Map<String, Object> other = new HashMap<>(Api.toolCall(known));
        other.put("tool_name", "delete_pod");
        json(List.of(Api.toolCall(Samples.id()), other)).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(409);
        json(IntStream.range(0, 1001).mapToObj(i -> Api.llm(Samples.id())).toList())
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(422);
        json(List.of()).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(422);
        json(List.of(Api.llm(Samples.id()), Map.of("model_name", "m"))).post(SESSIONS + "/" + id + "/llm-interactions").then()
                .statusCode(422).body("errors.pointer", equalTo(List.of("/1/interaction_id")));
        json(IntStream.range(0, 1000).mapToObj(i -> Api.llm(Samples.id())).toList())
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201).body("last_seq", equalTo(1002));
        given().get(SESSIONS + "/" + id).then().body("total_interactions", equalTo(1002), "session_level_interactions",
                hasSize(1002), "session_total_tokens", nullValue());
    }

    @Test
    default void aToolCallNeedsItsTool() {
        String id = Api.created("in_progress");
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.remove("tool_name");
        json(List.of(Api.toolCall(Samples.id()), call)).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(422)
                .body("errors[0].pointer", equalTo("/1/tool_name"));
        call.put("communication_type", "tool_list");
        json(call).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Payload objects are sorted (PostgreSQL reorders their members), the fields of the API are not. */
    private static String pretty(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(PayloadOrder.sorted(tree));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = InvestigationHttpContract.class.getResourceAsStream(name)) {
            return in == null ? "{}" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
