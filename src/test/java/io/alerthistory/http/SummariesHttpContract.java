package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Parts of a session: its figures, and what its investigation came to. */
interface SummariesHttpContract {

    String BOTH = "?include_conversation=true&include_chat_conversation=true";

    private static Response summary(String id) {
        return given().get(SESSIONS + "/" + id + "/summary");
    }

    private static Response analysis(String id, String query) {
        return given().get(SESSIONS + "/" + id + "/final-analysis" + query);
    }

    @Test
    default void theFiguresAreThoseOfTheListAndOfTheDetail() {
        String id = Samples.id() + "-session";
        InvestigationHttpContract.investigate(id.replace("-session", ""), id);
        JsonPath detail = given().get(SESSIONS + "/" + id).jsonPath();
        JsonPath listed = given().queryParam("search", id).get(SESSIONS).jsonPath();
        JsonPath summary = summary(id).then().statusCode(200).contentType("application/json").extract().jsonPath();
        assertThat(summary.<String, Object> getMap("").keySet()).containsExactly("total_interactions", "llm_interactions",
                "mcp_communications", "system_events", "errors_count", "total_duration_ms", "session_input_tokens",
                "session_output_tokens", "session_total_tokens", "chain_statistics");
        assertThat(summary.<String, Object> getMap("chain_statistics").keySet()).containsExactly("total_stages",
                "completed_stages", "failed_stages", "stages_by_agent");
        Map.of("total_interactions", "total_interactions", "llm_interactions", "llm_interaction_count", "mcp_communications",
                "mcp_communication_count", "total_duration_ms", "duration_ms", "session_input_tokens", "session_input_tokens",
                "session_output_tokens", "session_output_tokens", "session_total_tokens", "session_total_tokens",
                "chain_statistics.total_stages", "total_stages", "chain_statistics.completed_stages", "completed_stages",
                "chain_statistics.failed_stages", "failed_stages").forEach((field, same) -> {
                    assertThat(summary.<Object> get(field)).as(field).isNotNull().isEqualTo(detail.get(same))
                            .isEqualTo(listed.get("sessions[0]." + same));
                });
        assertThat(summary.getInt("total_interactions")).isEqualTo(20);
        assertThat(summary.getInt("total_duration_ms")).isEqualTo(40_000);
        assertThat(summary.getInt("system_events")).isZero();
        assertThat(summary.getInt("errors_count")).isZero();
    }

    @Test
    default void countsTheStagesOfThoseWhoDidTheWork() {
        String id = Api.created("in_progress");
        stage(id, "KubernetesAgent", Map.of());
        stage(id, "KubernetesAgent", Map.of());
        String parent = stage(id, "Gatherer", Map.of("parallel_type", "multi_agent"));
        stage(id, "LogAgent", Map.of("parallel_type", "multi_agent", "parent_stage_execution_id", parent));
        stage(id, "KubernetesAgent", Map.of("parallel_type", "multi_agent", "parent_stage_execution_id", parent));
        stage(id, "ChatAgent", Map.of("chat_id", chat(id)));
        summary(id).then().statusCode(200).body("chain_statistics.total_stages", equalTo(3),
                "chain_statistics.completed_stages", equalTo(0), "chain_statistics.failed_stages", equalTo(0),
                "chain_statistics.stages_by_agent", equalTo(Map.of("KubernetesAgent", 3, "LogAgent", 1)));
    }

    @Test
    default void whatIsUnknownOrStillRunsIsZero() {
        String id = Api.created("in_progress");
        summary(id).then().statusCode(200).body("total_interactions", equalTo(0), "total_duration_ms", equalTo(0),
                "session_input_tokens", equalTo(0), "session_output_tokens", equalTo(0), "session_total_tokens", equalTo(0),
                "errors_count", equalTo(0), "chain_statistics.stages_by_agent", equalTo(Map.of()));
        Api.patch(id, Map.of("error_message", "boom")).then().statusCode(200);
        summary(id).then().body("errors_count", equalTo(1), "total_duration_ms", equalTo(0));
    }

    @Test
    default void anUnknownSessionHasNoParts() {
        String id = Samples.id();
        for (Response answer : List.of(summary(id), analysis(id, ""), analysis(id, BOTH))) {
            answer.then().statusCode(404).contentType("application/problem+json").body("detail", containsString(id), "type",
                    equalTo("urn:alert-history:problem:session_not_found"));
        }
    }

    @Test
    default void tellsWhatAnInvestigationCameTo() {
        String id = Api.created("in_progress");
        JsonPath running = analysis(id, "").then().statusCode(200).contentType("application/json").extract().jsonPath();
        assertThat(running.<String, Object> getMap("").keySet()).containsExactly("final_analysis", "final_analysis_summary",
                "session_id", "status", "llm_conversation", "chat_conversation", "alert_data");
        assertThat(running.<String, Object> getMap("")).containsEntry("final_analysis", null)
                .containsEntry("final_analysis_summary", null).containsEntry("session_id", id)
                .containsEntry("status", "in_progress").containsEntry("alert_data", Map.of("pod", "api-1"));
        Api.patch(id, Map.of("status", "completed", "final_analysis", "Out of memory.", "final_analysis_summary", "OOM"));
        analysis(id, "").then().body("final_analysis", equalTo("Out of memory."), "final_analysis_summary", equalTo("OOM"),
                "status", equalTo("completed"));
    }

    @Test
    default void readsAConversationOnlyOnRequest() {
        String id = Api.created("in_progress");
        call(id, "asked", 10, Map.of("interaction_type", "final_analysis"));
        call(id, "chatted", 20, Map.of("stage_execution_id", stage(id, "ChatAgent", Map.of("chat_id", chat(id)))));
        assertThat(models(id, "")).containsExactly(null, null);
        assertThat(models(id, "?include_conversation=false&include_chat_conversation=false")).containsExactly(null, null);
        assertThat(models(id, "?include_conversation=true")).containsExactly("asked", null);
        assertThat(models(id, "?include_chat_conversation=true")).containsExactly(null, "chatted");
        assertThat(models(id, BOTH)).containsExactly("asked", "chatted");
    }

    @Test
    default void aConversationTellsItsModelItsTokensAndItsWords() {
        String id = Api.created("in_progress");
        List<Map<String, String>> messages = List.of(Map.of("role", "system", "content", "Be <brief>"),
                Map.of("role", "user", "content", "Warum? 漢 \"x\"\n"));
        call(id, "gpt-x", 1_700_000_000_000_007L, Map.of("provider", "openai", "input_tokens", 30, "output_tokens", 4,
                "conversation", Map.of("messages", messages, "more", 1)));
        JsonPath found = analysis(id, BOTH).then().statusCode(200).extract().jsonPath();
        assertThat(found.<String, Object> getMap("llm_conversation")).containsExactly(Map.entry("model_name", "gpt-x"),
                Map.entry("provider", "openai"), Map.entry("timestamp_us", 1_700_000_000_000_007L),
                Map.entry("input_tokens", 30), Map.entry("output_tokens", 4), Map.entry("total_tokens", 34),
                Map.entry("messages", messages));
        assertThat(found.<Object> get("chat_conversation")).isNull();
    }

    @Test
    default void whatAConversationDoesNotTellIsNull() {
        String id = Api.created("in_progress");
        call(id, "gpt-x", 10, Map.of());
        assertThat(analysis(id, BOTH).jsonPath().<String, Object> getMap("llm_conversation")).containsEntry("provider", null)
                .containsEntry("input_tokens", null).containsEntry("output_tokens", null).containsEntry("total_tokens", null);
    }

    @Test
    default void theLatestFinalAnalysisComesBeforeAllElse() {
        String id = Api.created("in_progress");
        assertThat(models(id, BOTH)).containsExactly(null, null);
        call(id, "summary", 90, Map.of("interaction_type", "final_analysis_summary"));
        assertThat(models(id, BOTH)).as("an executive summary is none").containsExactly(null, null);
        callWithoutConversation(id, 80, "investigation");
        assertThat(models(id, BOTH)).as("a call without a conversation is none").containsExactly(null, null);
        call(id, "older", 10, Map.of("interaction_type", "forced_conclusion"));
        call(id, "newer", 30, Map.of());
        call(id, "middle", 20, Map.of("interaction_type", "summarization"));
        assertThat(models(id, BOTH)).containsExactly("newer", null);
        call(id, "final", 6, Map.of("interaction_type", "final_analysis"));
        call(id, "earlier final", 5, Map.of("interaction_type", "final_analysis"));
        callWithoutConversation(id, 95, "final_analysis");
        assertThat(models(id, BOTH)).containsExactly("final", null);
    }

    @Test
    default void aChatIsKeptApartFromTheInvestigation() {
        String id = Api.created("in_progress");
        String investigation = stage(id, "KubernetesAgent", Map.of());
        call(id, "investigated", 10, Map.of("stage_execution_id", investigation));
        String chat = chat(id);
        assertThat(models(id, BOTH)).as("a chat without an answer").containsExactly("investigated", null);
        String first = stage(id, "ChatAgent", Map.of("chat_id", chat));
        String second = stage(id, "ChatAgent", Map.of("chat_id", chat));
        call(id, "second answer", 40, Map.of("stage_execution_id", second));
        call(id, "first answer", 30, Map.of("stage_execution_id", first));
        call(id, "summary of the chat", 50,
                Map.of("stage_execution_id", second, "interaction_type", "final_analysis_summary"));
        assertThat(models(id, BOTH)).containsExactly("investigated", "second answer");
        call(id, "final answer", 20, Map.of("stage_execution_id", first, "interaction_type", "final_analysis"));
        assertThat(models(id, BOTH)).containsExactly("investigated", "final answer");
    }

    @Test
    default void aConversationMayBeAsDeepAsABody() {
        String id = Api.created("in_progress");
        String deep = "[".repeat(997) + "]".repeat(997);
        json("{\"interaction_id\":\"" + Samples.id() + "\",\"model_name\":\"m\",\"conversation\":{\"messages\":" + deep + "}}")
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        assertThat(analysis(id, BOTH).then().statusCode(200).extract().asString().replace(" ", "")).contains(deep);
    }

    @ParameterizedTest
    @ValueSource(strings = { "true", "True", "TRUE", "t", "yes", "Y", "on", "1" })
    default void takesEveryYesOfTarsys(String yes) {
        String id = Api.created("in_progress");
        call(id, "asked", 10, Map.of());
        assertThat(models(id, "?include_conversation=" + yes)).containsExactly("asked", null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "false", "False", "f", "no", "N", "OFF", "0" })
    default void takesEveryNoOfTarsys(String no) {
        String id = Api.created("in_progress");
        call(id, "asked", 10, Map.of());
        assertThat(models(id, "?include_conversation=" + no)).containsExactly(null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "2", "maybe", "null", "tru", " true", "a%00b" })
    default void tellsEveryFlagThatIsNone(String nonsense) {
        given().urlEncodingEnabled(false)
                .get(SESSIONS + "/" + Samples.id() + "/final-analysis?include_conversation=" + nonsense.replace(" ", "%20")
                        + "&include_chat_conversation=" + nonsense.replace(" ", "%20"))
                .then().statusCode(422).contentType("application/problem+json")
                .body("errors.parameter", equalTo(List.of("include_conversation", "include_chat_conversation")),
                        "errors[0].code", equalTo("invalid_parameter"), "errors[0].message",
                        equalTo("must be true or false"), "errors[0].pointer", nullValue());
    }

    /** The models of the conversations that an answer shows: the investigation's and the chat's. */
    private static List<@Nullable String> models(String id, String query) {
        JsonPath found = analysis(id, query).then().statusCode(200).extract().jsonPath();
        return java.util.Arrays.asList(found.getString("llm_conversation.model_name"),
                found.getString("chat_conversation.model_name"));
    }

    private static void call(String session, String model, long timestampUs, Map<String, Object> more) {
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.put("model_name", model);
        llm.put("timestamp_us", timestampUs);
        llm.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", model))));
        llm.putAll(more);
        json(llm).post(SESSIONS + "/" + session + "/llm-interactions").then().statusCode(201);
    }

    private static void callWithoutConversation(String session, long timestampUs, String type) {
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.put("timestamp_us", timestampUs);
        llm.put("interaction_type", type);
        json(llm).post(SESSIONS + "/" + session + "/llm-interactions").then().statusCode(201);
    }

    private static String stage(String session, String agent, Map<String, Object> more) {
        String id = Samples.id();
        Map<String, Object> stage = Api.stage(id, 0);
        stage.put("agent", agent);
        stage.putAll(more);
        json(stage).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
        return id;
    }

    /** Only a session that has ended can be chatted about. */
    private static String chat(String session) {
        Api.patch(session, Map.of("status", "completed")).then().statusCode(200);
        return given().post("/api/v1/sessions/" + session + "/chat").then().statusCode(200).extract().path("chat_id");
    }
}
