package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.patch;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Cancel, resume, and the cancel of one agent. */
interface InterventionHttpContract {

    private static ValidatableResponse intervene(String id, String how) {
        return when().post(SESSIONS + "/" + id + "/" + how).then();
    }

    private static ValidatableResponse refuses(ValidatableResponse answer, String detail) {
        return answer.statusCode(400).contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:invalid_state"), "detail", equalTo(detail));
    }

    private static JsonPath read(String id) {
        return when().get(SESSIONS + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static String ended(String status) {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", status)).then().statusCode(200);
        return id;
    }

    /** A stage under its parent, or at the top level; ended ones with an end. */
    private static String stage(String sessionId, String status, Map<String, Object> more) {
        String id = Samples.id();
        Map<String, Object> body = new LinkedHashMap<>(Api.stage(id, 0));
        body.put("status", status);
        body.put("started_at_us", 1_000_000);
        if (List.of("completed", "failed", "cancelled", "timed_out", "partial").contains(status)) {
            body.put("completed_at_us", 2_000_000);
        }
        body.putAll(more);
        json(body).post(SESSIONS + "/" + sessionId + "/stages").then().statusCode(201);
        return id;
    }

    private static String agent(String sessionId, String parent, String status) {
        return stage(sessionId, status, Map.of("parent_stage_execution_id", parent, "parallel_type", "multi_agent"));
    }

    private static String parent(String sessionId, String status, @Nullable String policy) {
        return stage(sessionId, status, policy == null ? Map.of("parallel_type", "multi_agent")
                : Map.of("parallel_type", "multi_agent", "success_policy", policy));
    }

    private static ValidatableResponse cancelAgent(String sessionId, String agent) {
        return intervene(sessionId, "stages/" + agent + "/cancel");
    }

    @Test
    default void cancelIsRequestedOnceAndAnsweredTheSameEveryTime() {
        String id = Api.created("in_progress");
        String first = intervene(id, "cancel").statusCode(200).body("success", equalTo(true), "status", equalTo("canceling"),
                "message", equalTo("Cancellation request sent")).extract().asString();
        assertThat(read(id).getString("status")).isEqualTo("canceling");
        assertThat(read(id).getInt("version")).isEqualTo(2);
        assertThat(intervene(id, "cancel").statusCode(200).extract().asString()).isEqualTo(first);
        assertThat(read(id).getInt("version")).isEqualTo(2);
        assertThat(read(id).<Object> get("completed_at_us")).isNull();
        patch(id, Map.of("status", "cancelled")).then().statusCode(200);
        refuses(intervene(id, "cancel"), "Session already cancelled, cannot cancel");
    }

    /** Nobody claimed it, so nobody would end it. */
    @Test
    default void cancelsAPendingSessionAtOnceWithItsStages() {
        String id = Api.created("pending");
        stage(id, "completed", Map.of("started_at_us", 500_000));
        stage(id, "pending", Map.of("stage_index", 1));
        stage(id, "active", Map.of("stage_index", 2));
        intervene(id, "cancel").statusCode(200).body("success", equalTo(true), "status", equalTo("cancelled"), "message",
                equalTo("Session cancelled"));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("cancelled"), "completed_at_us", notNullValue(),
                "error_message", equalTo("Cancelled by user"), "stages.status",
                equalTo(List.of("completed", "cancelled", "cancelled")), "stages[2].error_message",
                equalTo("Cancelled by user"));
        refuses(intervene(id, "cancel"), "Session already cancelled, cannot cancel");
    }

    @Test
    default void twentyCancelsAreOne() {
        String id = Api.created("in_progress");
        assertThat(Api.together(20, () -> when().post(SESSIONS + "/" + id + "/cancel"))).extracting(Response::statusCode)
                .containsOnly(200);
        assertThat(read(id).getInt("version")).isEqualTo(2);
    }

    @Test
    default void cancelsAPausedSessionAtOnceWithItsPausedStages() {
        double finished = OperationsHttpContract.metric("alert_history_sessions_finished_total{status=\"cancelled\"}");
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "limit"))).then().statusCode(200);
        stage(id, "completed", Map.of("stage_output", Map.of("a", 1), "started_at_us", 500_000));
        String parent = parent(id, "paused", null);
        agent(id, parent, "paused");
        agent(id, parent, "completed");

        intervene(id, "cancel").statusCode(200).body("success", equalTo(true), "status", equalTo("cancelled"), "message",
                equalTo("Session cancelled"));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("cancelled"), "completed_at_us", notNullValue(),
                "duration_ms", notNullValue(), "error_message", equalTo("Cancelled by user"), "pause_metadata", nullValue(),
                "stages.status", equalTo(List.of("completed", "cancelled")), "stages[0].error_message", nullValue(),
                "stages[0].stage_output.a", equalTo(1), "stages[1].error_message", equalTo("Cancelled by user"),
                "stages[1].completed_at_us", greaterThan(1_000_000_000_000_000L), "stages[1].duration_ms", notNullValue(),
                "stages[1].parallel_executions.status.sort()", equalTo(List.of("cancelled", "completed")));
        refuses(intervene(id, "cancel"), "Session already cancelled, cannot cancel");
        refuses(intervene(id, "resume"), "Session is not paused (status: cancelled)");
        assertThat(OperationsHttpContract.metric("alert_history_sessions_finished_total{status=\"cancelled\"}"))
                .isEqualTo(finished + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "completed", "failed", "cancelled", "timed_out" })
    default void whatHasEndedCannotBeCancelled(String status) {
        String id = ended(status);
        String before = when().get(SESSIONS + "/" + id).asString();
        refuses(intervene(id, "cancel"), "Session already " + status + ", cannot cancel");
        assertThat(when().get(SESSIONS + "/" + id).asString()).isEqualTo(before);
    }

    @Test
    default void resumesAPausedSession() {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "limit"))).then().statusCode(200);
        intervene(id, "resume").statusCode(200).body("success", equalTo(true), "status", equalTo("resuming"), "message",
                equalTo("Session resume initiated"));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("in_progress"), "pause_metadata", nullValue(),
                "last_interaction_at", nullValue());
        refuses(intervene(id, "resume"), "Session is not paused (status: in_progress)");
    }

    /** Else a session that was paused for long would look abandoned at once. */
    @Test
    default void theSilenceOfASupervisedSessionCountsFromItsResumption() {
        String id = Api.created("in_progress");
        when().post(SESSIONS + "/" + id + "/heartbeat").then().statusCode(204);
        patch(id, Map.of("status", "paused")).then().statusCode(200);
        long paused = read(id).getLong("last_interaction_at");
        intervene(id, "resume").statusCode(200);
        assertThat(read(id).getLong("last_interaction_at")).isGreaterThan(paused);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pending", "in_progress", "canceling" })
    default void resumesNothingElse(String status) {
        refuses(intervene(Api.created(status), "resume"), "Session is not paused (status: " + status + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = { "cancel", "resume", "stages/none/cancel" })
    default void nobodyStepsIntoAnUnknownSession(String how) {
        String id = Samples.id();
        intervene(id, how).statusCode(404).contentType("application/problem+json").body("type",
                equalTo("urn:alert-history:problem:session_not_found"), "detail", equalTo("Session " + id + " not found"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // policy, the other agents, what the stage and what the session become
            "-, completed, completed, in_progress",
            "any, completed failed, completed, in_progress",
            "all, completed, failed, cancelled",
            "all, completed timed_out, failed, failed",
            "any, failed cancelled, failed, failed",
            "any, -, cancelled, cancelled",
            "all, cancelled, cancelled, cancelled",
            "any, paused completed, paused, paused",
            "any, active, paused, paused",
            "all, pending, paused, paused" })
    default void cancelsOneAgentAndSettlesItsStage(@Nullable String policy, @Nullable String others, String stage,
            String session) {
        String id = Api.created("paused");
        String parent = parent(id, "paused", policy);
        String agent = agent(id, parent, "paused");
        if (others != null) {
            for (String other : others.split(" ")) {
                agent(id, parent, other);
            }
        }
        JsonPath answer = cancelAgent(id, agent).statusCode(200).body("success", equalTo(true), "stage_status",
                equalTo(stage), "session_status", equalTo(session)).extract().jsonPath();
        assertThat(answer.<String, Object> getMap("$")).containsOnlyKeys("success", "session_status", "stage_status");
        JsonPath read = read(id);
        assertThat(read.getString("status")).isEqualTo(session);
        assertThat(read.getString("stages[0].status")).isEqualTo(stage);
        assertThat(read.getInt("completed_stages")).isEqualTo(stage.equals("completed") ? 1 : 0);
        assertThat(read.getInt("failed_stages")).isEqualTo(stage.equals("failed") ? 1 : 0);
        assertThat(read.<Object> get("stages[0].completed_at_us") == null).isEqualTo(stage.equals("paused"));
        assertThat(read.<Object> get("completed_at_us") == null).isEqualTo(List.of("paused", "in_progress").contains(session));
        Map<String, Object> cancelled = read.param("agent", agent)
                .getMap("stages[0].parallel_executions.find { it.execution_id == agent }");
        assertThat(cancelled).containsEntry("status", "cancelled").containsEntry("error_message", "Cancelled by user");
        assertThat(cancelled.get("completed_at_us")).isNotNull();
        refuses(cancelAgent(id, agent), session.equals("cancelled") || session.equals("failed")
                ? "Session already " + session + ", cannot cancel"
                : "Stage " + agent + " is not paused (status: cancelled)");
    }

    @Test
    default void cancelsTheAgentsOfAStageOneAfterTheOther() {
        String id = Api.created("paused");
        String parent = parent(id, "paused", "any");
        List<String> agents = List.of(agent(id, parent, "paused"), agent(id, parent, "paused"), agent(id, parent, "paused"));
        cancelAgent(id, agents.get(0)).statusCode(200).body("session_status", equalTo("paused"));
        int version = read(id).getInt("version");
        cancelAgent(id, agents.get(1)).statusCode(200).body("stage_status", equalTo("paused"));
        assertThat(read(id).getInt("version")).isGreaterThan(version);
        cancelAgent(id, agents.get(2)).statusCode(200).body("stage_status", equalTo("cancelled"), "session_status",
                equalTo("cancelled"));
    }

    @Test
    default void twentyCancelsOfAnAgentSettleItsStageOnce() {
        String id = Api.created("paused");
        String parent = parent(id, "paused", "any");
        String agent = agent(id, parent, "paused");
        agent(id, parent, "completed");
        List<Response> answers = Api.together(20, () -> when().post(SESSIONS + "/" + id + "/stages/" + agent + "/cancel"));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 400);
        assertThat(read(id).getInt("completed_stages")).isEqualTo(1);
    }

    @Test
    default void refusesAStageThatIsNoPausedAgentOfTheSession() {
        String id = Api.created("paused");
        String parent = parent(id, "paused", "any");
        String running = agent(id, parent, "active");
        refuses(cancelAgent(id, parent), "Stage " + parent + " is no agent of a parallel stage");
        refuses(cancelAgent(id, running), "Stage " + running + " is not paused (status: active)");
        String other = Api.created("paused");
        refuses(cancelAgent(other, running), "Stage " + running + " does not belong to session " + other);
        cancelAgent(id, "none").statusCode(404).body("type", equalTo("urn:alert-history:problem:stage_not_found"), "detail",
                startsWith("Stage none"));
        assertThat(read(id).getString("status")).isEqualTo("paused");
    }

    @Test
    default void aPatchToCancelingMayBeAnsweredByACancel() {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "canceling")).then().statusCode(200);
        intervene(id, "cancel").statusCode(200).body("status", equalTo("canceling"));
        assertThat(read(id).getInt("version")).isEqualTo(2);
    }
}
