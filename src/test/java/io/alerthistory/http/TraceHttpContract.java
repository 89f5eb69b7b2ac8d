package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** What a client polls: how far a session is, its interactions without their payloads, and one of them with its payloads. */
interface TraceHttpContract {

    private static Response status(String id) {
        return given().get(SESSIONS + "/" + id + "/status");
    }

    private static JsonPath trace(String id, String query) {
        return given().get(SESSIONS + "/" + id + "/trace" + query).then().statusCode(200).contentType("application/json")
                .extract().jsonPath();
    }

    private static Response interaction(String id, String interactionId) {
        return given().get(SESSIONS + "/" + id + "/interactions/" + interactionId);
    }

    private static void call(String id, String interactionId, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>(Api.llm(interactionId));
        body.putAll(more);
        json(body).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
    }

    private static void toolCall(String id, String interactionId, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>(Api.toolCall(interactionId));
        body.putAll(more);
        json(body).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
    }

    private static JsonPath detail(String id) {
        return given().get(SESSIONS + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static List<Integer> seqs(JsonPath trace) {
        return trace.getList("events.seq");
    }

    // ---------------------------------------------------------------- status

    @Test
    default void theStatusIsThatOfTheDetail() {
        String id = Samples.id() + "-session";
        InvestigationHttpContract.investigate(id.replace("-session", ""), id);
        JsonPath detail = detail(id);

        JsonPath status = status(id).then().statusCode(200).contentType("application/json").extract().jsonPath();

        assertThat(status.<String, Object> getMap("").keySet()).containsExactly("session_id", "status", "version",
                "last_interaction_at", "current_stage_index", "total_stages", "completed_stages", "failed_stages");
        assertThat(status.<String, Object> getMap("")).allSatisfy(
                (field, value) -> assertThat(value).as(field).isEqualTo(detail.get(field)));
        assertThat(status.getInt("total_stages")).isPositive();
    }

    @Test
    default void theStatusOfANewSessionHasWhatIsNotKnownAsNull() {
        status(Api.created("pending")).then().statusCode(200).body("status", equalTo("pending"), "version", equalTo(1),
                "last_interaction_at", nullValue(), "current_stage_index", nullValue(), "total_stages", equalTo(0));
    }

    @Test
    default void theStatusHasTheEntityTagOfTheSession() {
        String id = Api.created("in_progress");
        String tag = status(id).then().statusCode(200).header("Cache-Control", "private, no-cache").extract().header("ETag");
        assertThat(tag).isEqualTo(given().get(SESSIONS + "/" + id).header("ETag"));
        assertThat(given().header("If-None-Match", tag).get(SESSIONS + "/" + id + "/status").then().statusCode(304)
                .header("ETag", tag).extract().asString()).isEmpty();

        given().post(SESSIONS + "/" + id + "/heartbeat").then().statusCode(204);

        given().header("If-None-Match", tag).get(SESSIONS + "/" + id + "/status").then().statusCode(200)
                .body("last_interaction_at", notNullValue());
    }

    // ---------------------------------------------------------------- trace

    @Test
    default void theTraceIsTheTimelineWithoutPayloadsInTheOrderOfArrival() {
        String id = Api.created("in_progress");
        String stage = id + "-stage";
        json(Api.stage(stage, 0)).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        call(id, id + "-1", Map.of("stage_execution_id", stage, "timestamp_us", 90, "duration_ms", 7, "provider", "p",
                "input_tokens", 30, "output_tokens", 4, "interaction_type", "summarization", "mcp_event_id", "m",
                "conversation", Map.of("messages", List.of()), "thinking_content", "Ü"));
        toolCall(id, id + "-2", Map.of("timestamp_us", 80, "success", false, "error_message", "boom",
                "tool_result", Map.of("a", 1)));
        toolCall(id, id + "-3", Map.of("timestamp_us", 70, "step_description", "Looks at the pods"));
        toolCall(id, id + "-4", Map.of("timestamp_us", 60, "communication_type", "tool_list"));

        JsonPath trace = trace(id, "");

        assertThat(trace.<String, Object> getMap("").keySet()).containsExactly("events", "next_after_seq");
        assertThat(trace.<Object> get("next_after_seq")).isNull();
        assertThat(trace.<String, Object> getMap("events[0]")).containsExactly(Map.entry("id", id + "-1"),
                Map.entry("event_id", id + "-1"), Map.entry("timestamp_us", 90),
                Map.entry("step_description", "LLM analysis using gpt-x"), Map.entry("duration_ms", 7),
                Map.entry("stage_execution_id", stage), Map.entry("type", "llm"), Map.entry("seq", 1),
                Map.entry("payload_bytes", "{\"messages\":[]}".length() + 2),
                Map.entry("details", trace.get("events[0].details")));
        assertThat(trace.<String, Object> getMap("events[0].details")).containsExactly(Map.entry("model_name", "gpt-x"),
                Map.entry("provider", "p"), Map.entry("interaction_type", "summarization"), Map.entry("input_tokens", 30),
                Map.entry("output_tokens", 4), Map.entry("total_tokens", 34), Map.entry("mcp_event_id", "m"),
                Map.entry("success", true), Map.entry("truncated", false));
        assertThat(trace.<String, Object> getMap("events[1].details")).containsExactly(Map.entry("tool_name", "get_pods"),
                Map.entry("server_name", "kubernetes-server"), Map.entry("communication_type", "tool_call"),
                Map.entry("success", false), Map.entry("truncated", false));
        assertThat(trace.getInt("events[1].payload_bytes")).isEqualTo("{\"a\":1}boom".length());
        assertThat(trace.getInt("events[2].payload_bytes")).isZero();
        Map<String, Map<String, Object>> timeline = new LinkedHashMap<>();
        JsonPath detail = detail(id);
        for (String part : List.of("stages[0].chronological_interactions", "session_level_interactions")) {
            detail.<Map<String, Object>> getList(part).forEach(event -> timeline.put((String) event.get("id"), event));
        }
        assertThat(trace.<Map<String, Object>> getList("events")).hasSize(4).allSatisfy(event -> {
            Map<String, Object> same = timeline.get((String) event.get("id"));
            assertThat(event).allSatisfy((field, value) -> {
                if (!field.equals("payload_bytes") && !field.equals("details")) {
                    assertThat(value).as(field).isEqualTo(same.get(field));
                }
            });
        });
    }

    @Test
    default void aWindowStartsBehindASeqAndSaysWhereTheNextOneStarts() {
        String id = Api.created("in_progress");
        for (int i = 1; i <= 3; i++) {
            call(id, id + "-l" + i, Map.of());
            toolCall(id, id + "-m" + i, Map.of());
        }

        assertThat(seqs(trace(id, "?limit=4"))).containsExactly(1, 2, 3, 4);
        assertThat(trace(id, "?limit=4").getInt("next_after_seq")).isEqualTo(4);
        assertThat(seqs(trace(id, "?limit=4&after_seq=4"))).containsExactly(5, 6);
        assertThat(trace(id, "?limit=4&after_seq=4").<Object> get("next_after_seq")).isNull();
        assertThat(trace(id, "?limit=6").<Object> get("next_after_seq")).isNull();
        assertThat(seqs(trace(id, "?after_seq=6"))).isEmpty();
        assertThat(trace(id, "?after_seq=9223372036854775807").<Object> get("next_after_seq")).isNull();
    }

    @Test
    default void aWindowHasUpToAThousandEvents() {
        String id = Api.created("in_progress");
        List<Map<String, Object>> calls = IntStream.range(0, 1_000).mapToObj(i -> Api.llm(id + "-" + i)).toList();
        json(calls).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        toolCall(id, id + "-tool", Map.of());

        assertThat(seqs(trace(id, "?limit=1000"))).hasSize(1_000);
        assertThat(trace(id, "?limit=1000").getInt("next_after_seq")).isEqualTo(1_000);
        assertThat(seqs(trace(id, ""))).hasSize(200);
    }

    @Test
    default void aWindowOfLongNamesIsShorterAndNothingIsMissing() {
        String id = Api.created("in_progress");
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Map<String, Object> call = new LinkedHashMap<>(Api.toolCall(id + "-" + i));
            call.put("request_id", "漢".repeat(400));
            call.put("step_description", "x".repeat(5_000));
            calls.add(call);
        }
        json(calls).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);

        JsonPath first = trace(id, "?limit=1000");
        List<Integer> all = new ArrayList<>(seqs(first));
        assertThat(all).hasSizeBetween(1, 599);
        assertThat(first.getString("events[0].step_description")).isEqualTo("x".repeat(500));
        for (@Nullable
        Integer next = first.get("next_after_seq"); next != null;) {
            JsonPath window = trace(id, "?limit=1000&after_seq=" + next);
            all.addAll(seqs(window));
            next = window.get("next_after_seq");
        }

        assertThat(all).isEqualTo(IntStream.rangeClosed(1, 600).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({ "limit=0, limit", "limit=1001, limit", "limit=x, limit", "after_seq=-1, after_seq",
            "after_seq=9223372036854775808, after_seq", "after_seq=, after_seq" })
    default void refusesAWindowThatIsNone(String query, String parameter) {
        given().get(SESSIONS + "/" + Samples.id() + "/trace?" + query).then().statusCode(422)
                .contentType("application/problem+json").body("errors[0].parameter", equalTo(parameter));
    }

    // ---------------------------------------------------------------- one interaction

    @Test
    default void anInteractionIsTheOneOfTheTimeline() {
        String id = Api.created("in_progress");
        String both = id + "-same";
        call(id, both, Map.of("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", "why?"))),
                "thinking_content", "…"));
        toolCall(id, both, Map.of("tool_result", Map.of("pods", List.of())));
        toolCall(id, id + "-tool", Map.of("tool_result", Map.of("output", "x".repeat(100_000)), "step_description",
                "y".repeat(20_000)));
        List<Map<String, Object>> timeline = detail(id).getList("session_level_interactions");

        assertThat(interaction(id, both).then().statusCode(200).contentType("application/json").extract().jsonPath()
                .<String, Object> getMap("")).isEqualTo(timeline.get(0)).containsEntry("type", "llm");
        assertThat(interaction(id, id + "-tool").then().statusCode(200).extract().jsonPath().<String, Object> getMap(""))
                .isEqualTo(timeline.get(2)).containsEntry("step_description", "y".repeat(20_000));
    }

    @Test
    default void anInteractionOfAnotherSessionIsNotFound() {
        String id = Api.created("in_progress");
        call(id, id + "-l", Map.of());

        for (Response answer : List.of(interaction(Api.created("in_progress"), id + "-l"), interaction(id, "none"),
                interaction(Samples.id(), id + "-l"))) {
            answer.then().statusCode(404).contentType("application/problem+json").body("type",
                    equalTo("urn:alert-history:problem:interaction_not_found"));
        }
        interaction(id, "none").then().body("detail", equalTo("Interaction none of session " + id + " not found"));
    }

    @Test
    default void anUnknownSessionHasNoStatusAndNoTrace() {
        String id = Samples.id();
        for (Response answer : List.of(status(id), given().get(SESSIONS + "/" + id + "/trace"))) {
            answer.then().statusCode(404).contentType("application/problem+json").body("detail", containsString(id), "type",
                    equalTo("urn:alert-history:problem:session_not_found"));
        }
    }
}
