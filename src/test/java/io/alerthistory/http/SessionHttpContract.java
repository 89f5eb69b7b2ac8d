package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.patch;
import static io.alerthistory.http.Api.session;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Answer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** Sessions and stages over HTTP. */
interface SessionHttpContract {

    @Test
    default void createAnswersTheDetailedSession() {
        String id = Samples.id();
        json(session(id)).post(SESSIONS).then().statusCode(201)
                .header("Location", SESSIONS + "/" + id).header("ETag", "\"1\"")
                .header("X-Request-Id", notNullValue())
                .body("session_id", equalTo(id), "status", equalTo("pending"), "author", equalTo("api-client"),
                        "chain_definition", equalTo(Map.of()), "stages", hasSize(0), "version", equalTo(1));
    }

    /** Behind a proxy Host is another one, and anyone may send any. */
    @Test
    default void aLocationNeverComesFromTheHost() throws Exception {
        String id = Samples.id();
        String body = io.vertx.core.json.Json.encode(session(id));
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            for (String method : List.of("POST " + SESSIONS, "GET " + SESSIONS + "/" + id, "GET " + SESSIONS)) {
                String head = method + " HTTP/1.1\r\nHost: elsewhere.example:81\r\nX-Forwarded-Host: elsewhere.example\r\n"
                        + "Content-Type: application/json\r\n";
                String sent = method.startsWith("POST") ? head + "Content-Length: " + body.length() + "\r\n\r\n" + body
                        : head + "\r\n";
                Answer answer = connection.send(new RawRequest(sent.getBytes(StandardCharsets.UTF_8), "GET", true, false))
                        .orElseThrow();
                assertThat(answer.status()).isBetween(200, 201);
                assertThat(answer.headers().toString()).doesNotContain("elsewhere");
            }
        }
    }

    @Test
    default void makesAnIdAndBelievesNoForwardedUser() {
        Map<String, Object> body = session("");
        body.remove("session_id");
        String id = json(body).header("X-Forwarded-User", "alice").header("X-Forwarded-Email", "a@example.org").post(SESSIONS)
                .then().statusCode(201)
                .body("author", equalTo("api-client"), "started_at_us", greaterThan(1_000_000_000_000_000L))
                .extract().path("session_id");
        assertThat(java.util.UUID.fromString(id).version()).isEqualTo(7);
    }

    @Test
    default void twentyIdenticalCreatesMakeOneRow() {
        Map<String, Object> body = session(Samples.id());
        body.put("alert_id", Samples.id());
        List<Response> answers = Api.together(20, () -> json(body).post(SESSIONS));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 201);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201)).hasSize(1);

        body.remove("session_id"); // the caller's key is the alert_id
        List<Response> again = Api.together(20, () -> json(body).post(SESSIONS));
        assertThat(again).extracting(Response::statusCode).containsOnly(200);
        assertThat(again).extracting(answer -> answer.path("session_id")).containsOnly(
                answers.get(0).<Object> path("session_id"));
    }

    /** Python's json module escapes whatever is not ASCII, beyond the first plane as two surrogates. */
    @Test
    default void aMemberNameMayBeAnEscapedEmoji() {
        String id = Samples.id();

        json("{\"session_id\":\"" + id + "\",\"agent_type\":\"a\",\"chain_id\":\"c\","
                + "\"alert_data\":{\"\\ud83d\\ude00\":1}}").post(SESSIONS).then().statusCode(201);

        given().get(SESSIONS + "/" + id).then().statusCode(200).body("alert_data", equalTo(Map.of("\ud83d\ude00", 1)));
    }

    @Test
    default void otherContentUnderAKnownNameIsAConflict() {
        Map<String, Object> body = session(Samples.id());
        body.put("alert_id", Samples.id());
        json(body).post(SESSIONS).then().statusCode(201);

        Map<String, Object> otherData = new HashMap<>(body);
        otherData.put("alert_data", Map.of("pod", "api-2"));
        json(otherData).post(SESSIONS).then().statusCode(409).contentType("application/problem+json");

        Map<String, Object> otherId = new HashMap<>(body);
        otherId.put("session_id", Samples.id());
        json(otherId).post(SESSIONS).then().statusCode(409).body("detail", containsString((String) body.get("session_id")));
    }

    @Test
    default void aRepeatIsStillARepeatAfterTheSessionWentOn() {
        Map<String, Object> body = session(Samples.id());
        json(body).post(SESSIONS).then().statusCode(201);
        patch((String) body.get("session_id"), Map.of("status", "in_progress")).then().statusCode(200);
        json(body).post(SESSIONS).then().statusCode(200).body("status", equalTo("in_progress"));
    }

    @Test
    default void importsAnEndedSessionOnlyWithItsEnd() {
        Map<String, Object> body = session(Samples.id());
        body.put("status", "completed");
        json(body).post(SESSIONS).then().statusCode(422).body("errors.pointer", equalTo(List.of("/completed_at_us")));
        body.put("started_at_us", 2_000_000L);
        body.put("completed_at_us", 1_000_000L);
        json(body).post(SESSIONS).then().statusCode(422);
        body.put("completed_at_us", 3_500_999L);
        json(body).post(SESSIONS).then().statusCode(201).body("duration_ms", equalTo(1500), "completed_at_us",
                equalTo(3_500_999));
    }

    /** More nanoseconds than a long can count. */
    @Test
    default void takesASessionOfEightThousandYears() {
        Map<String, Object> body = session(Samples.id());
        body.put("status", "in_progress");
        body.put("started_at_us", 0);
        String id = json(body).post(SESSIONS).then().statusCode(201).extract().path("session_id");
        patch(id, Map.of("status", "completed", "completed_at_us", 253_402_300_799_999_999L)).then().statusCode(200)
                .body("duration_ms", equalTo(253_402_300_799_999L));
    }

    @Test
    default void aForbiddenTransitionNamesBothStates() {
        String id = Api.created("pending");
        patch(id, Map.of("status", "completed")).then().statusCode(409).contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:forbidden_transition"), "detail",
                        equalTo("Session is pending and cannot become completed"), "errors", nullValue());
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("pending"), "version", equalTo(1));
    }

    @Test
    default void aTerminalSessionStaysAsItIs() {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "completed", "final_analysis", "disk full")).then().statusCode(200)
                .body("status", equalTo("completed"), "completed_at_us", notNullValue(), "duration_ms", notNullValue());
        String before = when().get(SESSIONS + "/" + id).asString();

        patch(id, Map.of("status", "failed")).then().statusCode(409);
        patch(id, Map.of("status", "in_progress")).then().statusCode(409);
        patch(id, Map.of("final_analysis", "something else")).then().statusCode(409).body("detail",
                containsString("final_analysis"));
        patch(id, Map.of("status", "completed", "final_analysis", "disk full")).then().statusCode(200); // a repeat
        assertThat(when().get(SESSIONS + "/" + id).asString()).isEqualTo(before);

        patch(id, Map.of("final_analysis_summary", "short", "session_metadata", Map.of("k", 1))).then().statusCode(200)
                .body("final_analysis_summary", equalTo("short"), "session_metadata.k", equalTo(1), "status",
                        equalTo("completed"));
    }

    @Test
    default void aPatchMergesAndClears() {
        String id = Api.created("in_progress");
        given().contentType("application/merge-patch+json").body("{\"error_message\":\"x\",\"pod_id\":\"p\"}")
                .patch(SESSIONS + "/" + id).then().statusCode(200).header("ETag", "\"2\"").body("pod_id", equalTo("p"));
        json("{\"error_message\":null}").patch(SESSIONS + "/" + id).then().statusCode(200)
                .body("error_message", nullValue(), "pod_id", equalTo("p"), "version", equalTo(3));
    }

    @Test
    default void pauseMetadataLivesAsLongAsThePause() {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "limit"))).then()
                .body("pause_metadata.reason", equalTo("limit"));
        patch(id, Map.of("current_stage_index", 1)).then().body("pause_metadata.reason", equalTo("limit"));
        patch(id, Map.of("status", "in_progress")).then().body("pause_metadata", nullValue());
    }

    @Test
    default void ifMatchGuardsAChange() {
        String id = Api.created("in_progress");
        json(Map.of("pod_id", "a")).header("If-Match", "\"1\"").patch(SESSIONS + "/" + id).then().statusCode(200);
        json(Map.of("pod_id", "b")).header("If-Match", "\"1\"").patch(SESSIONS + "/" + id).then().statusCode(412)
                .contentType("application/problem+json");
        when().get(SESSIONS + "/" + id).then().body("pod_id", equalTo("a"));
    }

    @Test
    default void anUnchangedSessionIsNotSentAgain() {
        String id = Api.created("pending");
        String tag = when().get(SESSIONS + "/" + id).then().statusCode(200).extract().header("ETag");
        given().header("If-None-Match", tag).get(SESSIONS + "/" + id).then().statusCode(304).header("ETag", tag)
                .body(is(""));
        patch(id, Map.of("status", "in_progress"));
        given().header("If-None-Match", tag).get(SESSIONS + "/" + id).then().statusCode(200);
    }

    @Test
    default void aStageGoesThroughItsStates() {
        String id = Api.created("in_progress");
        String stage = Samples.id();
        String stages = SESSIONS + "/" + id + "/stages";
        json(Api.stage(stage, 0)).post(stages).then().statusCode(201).body("status", equalTo("pending"), "started_at_us",
                nullValue(), "llm_interactions", hasSize(0));
        json(Api.stage(stage, 0)).post(stages).then().statusCode(200);
        json(Api.stage(stage, 1)).post(stages).then().statusCode(409);
        json(Map.of("status", "completed")).patch(stages + "/" + stage).then().statusCode(409)
                .body("detail", equalTo("Stage is pending and cannot become completed"));
        json(Map.of("status", "active", "started_at_us", 1_000_000)).patch(stages + "/" + stage).then().statusCode(200)
                .body("started_at_us", equalTo(1_000_000));
        json(Map.of("status", "paused")).patch(stages + "/" + stage).then().statusCode(200).body("paused_at_us",
                notNullValue());
        json(Map.of("status", "active")).patch(stages + "/" + stage).then().statusCode(200)
                .body("started_at_us", equalTo(1_000_000), "paused_at_us", nullValue());
        json(Map.of("status", "failed", "completed_at_us", 3_000_000, "error_message", "boom", "stage_output", Map.of("a", 1)))
                .patch(stages + "/" + stage).then().statusCode(200)
                .body("duration_ms", equalTo(2000), "stage_output", nullValue(), "error_message", equalTo("boom"));
        when().get(SESSIONS + "/" + id).then().body("total_stages", equalTo(1), "completed_stages", equalTo(0),
                "failed_stages", equalTo(1));
        json(Map.of("status", "failed")).patch(stages + "/" + stage).then().statusCode(200);
        json(Map.of("status", "active")).patch(stages + "/" + stage).then().statusCode(409);
    }

    @Test
    default void anEndedSessionTakesNoStage() {
        String id = Api.created("in_progress");
        patch(id, Map.of("status", "cancelled"));
        json(Api.stage(Samples.id(), 0)).post(SESSIONS + "/" + id + "/stages").then().statusCode(409);
        json(Api.stage(Samples.id(), 0)).post(SESSIONS + "/" + Samples.id() + "/stages").then().statusCode(404);
        json(Map.of("status", "active")).patch(SESSIONS + "/" + id + "/stages/none").then().statusCode(404);
    }

    @Test
    default void listsWithFiltersAndTellsThem() {
        String agent = Samples.id();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> body = session(Samples.id());
            body.put("agent_type", agent);
            body.put("status", i % 2 == 0 ? "pending" : "in_progress");
            body.put("started_at_us", 1_000 + i);
            json(body).post(SESSIONS).then().statusCode(201);
        }
        given().queryParam("agent_type", agent).queryParam("page_size", 2).get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(2), "sessions[0].started_at_us", equalTo(1004), "pagination.page", equalTo(1),
                        "pagination.page_size", equalTo(2), "pagination.total_pages", equalTo(3), "pagination.total_items",
                        equalTo(5), "filters_applied", equalTo(Map.of("agent_type", agent)));
        given().queryParam("agent_type", agent).queryParam("status", "pending", "nonsense")
                .queryParam("sort_by", "started_at_us")
                .queryParam("sort_order", "ASC").get(SESSIONS).then().statusCode(200)
                .body("sessions.started_at_us", equalTo(List.of(1000, 1002, 1004)), "filters_applied.status",
                        equalTo(List.of("pending", "nonsense")));
        given().queryParam("agent_type", agent).queryParam("start_date_us", 1001).queryParam("end_date_us", 1003).get(SESSIONS)
                .then().body("pagination.total_items", equalTo(3));
        given().queryParam("agent_type", agent).queryParam("from", "1970-01-01T00:00:00.001001Z").queryParam("to", 1003)
                .queryParam("page_size", 1).get(SESSIONS).then().body("pagination.total_items", equalTo(2),
                        "filters_applied.start_date_us", equalTo(1001), "filters_applied.end_date_us", equalTo(1002))
                .header("Link", containsString("from=1970-01-01T00%3A00%3A00.001001Z"));
        Map<String, Object> none = new HashMap<>();
        Arrays.asList("status", "agent_type", "alert_type", "search", "start_date_us", "end_date_us")
                .forEach(key -> none.put(key, null));
        given().queryParam("agent_type", "").queryParam("start_date_us", 0).get(SESSIONS).then().statusCode(200)
                .body("filters_applied", equalTo(none));
    }

    @Test
    default void tellsEveryBrokenParameterAtOnce() {
        given().queryParam("page", 0).queryParam("page_size", 101).queryParam("start_date_us", "x").get(SESSIONS).then()
                .statusCode(422).body("errors.parameter", equalTo(List.of("start_date_us", "page", "page_size")));
        given().queryParam("start_date_us", 5).queryParam("from", 5).queryParam("to", "noon").get(SESSIONS).then()
                .statusCode(422).body("errors.parameter", equalTo(List.of("from", "to")));
        given().queryParam("start_date_us", 5).queryParam("end_date_us", 5).get(SESSIONS).then().statusCode(400)
                .body("detail", equalTo("start_date_us must be before end_date_us"));
    }
}
