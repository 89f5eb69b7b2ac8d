package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.Silence;
import io.alerthistory.json.JsonText;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.quarkus.arc.Arc;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Erasing sessions. */
interface EraseHttpContract {

    String ERASE = "/api/v1/history/erase";

    String driver();

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static Map<String, Object> request(Object match, String mode, boolean dryRun) {
        return Map.of("match", match, "mode", mode, "dry_run", dryRun);
    }

    /** Erases everything that matches, and returns the last response. */
    private static JsonPath erase(Object match, String mode) {
        JsonPath first = json(request(match, mode, false)).post(ERASE).then().statusCode(200).extract().jsonPath();
        for (JsonPath again = first; again.getBoolean("more");) { // on SQLite, while somebody reads
            again = json(request(match, mode, false)).post(ERASE).then().statusCode(200).extract().jsonPath();
        }
        return first;
    }

    private List<String> traces(String value) {
        return StoredTraces.of(value, driver(), this::database);
    }

    /** A session that says a secret wherever something can be said, also where it said it once, and its requests' keys. */
    private Investigation investigated(String secret) {
        String id = Samples.id();
        Map<String, Object> session = Api.session(id);
        session.put("author", secret);
        session.put("alert_type", secret);
        session.put("alert_data", Map.of("labels", Map.of("user", secret), "log", secret + "x".repeat(20_000)));
        for (String payload : List.of("session_metadata", "chain_definition", "mcp_selection")) {
            session.put(payload, Map.of("value", secret));
        }
        session.put("runbook_url", secret);
        session.put("status", "in_progress");
        Keyed created = new Keyed(SESSIONS, session);
        created.send().then().statusCode(201);
        String path = SESSIONS + "/" + id;
        Api.patch(id, Map.of("status", "paused", "pause_metadata", Map.of("message", secret))).then().statusCode(200);
        Api.patch(id, Map.of("status", "in_progress", "final_analysis", secret + "y".repeat(50_000))).then().statusCode(200);

        Map<String, Object> stage = Api.stage(Samples.id(), 0);
        stage.put("stage_output", Map.of("result", secret));
        stage.put("error_message", secret);
        Keyed staged = new Keyed(path + "/stages", stage);
        staged.send().then().statusCode(201);
        Map<String, Object> llm = Api.llm(Samples.id());
        for (String payload : List.of("response_metadata", "native_tools_config")) {
            llm.put(payload, Map.of("value", secret));
        }
        llm.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", secret + "z".repeat(90_000)))));
        llm.put("thinking_content", secret);
        llm.put("error_message", secret);
        Keyed called = new Keyed(path + "/llm-interactions", llm);
        called.send().then().statusCode(201);
        Map<String, Object> mcp = Api.toolCall(Samples.id());
        for (String payload : List.of("tool_arguments", "tool_result", "available_tools")) {
            mcp.put(payload, Map.of("value", secret));
        }
        mcp.put("error_message", secret);
        mcp.put("step_description", secret);
        json(mcp).post(path + "/mcp-interactions").then().statusCode(201);

        Api.patch(id, Map.of("status", "failed", "error_message", secret, "final_analysis", secret, "final_analysis_summary",
                secret, "executive_summary_error", secret)).then().statusCode(200);
        String chat = given().header("X-Forwarded-User", secret).header("Idempotency-Key", Samples.id())
                .post("/api/v1/sessions/" + id + "/chat").then().statusCode(200).extract().path("chat_id");
        Keyed sent = new Keyed(Api.CHATS + "/" + chat + "/messages", Map.of("content", secret));
        given().header("X-Forwarded-User", secret).header("Idempotency-Key", sent.key).contentType("application/json")
                .body(sent.body).post(sent.path).then().statusCode(200);
        given().header("X-Forwarded-User", secret).contentType("application/json")
                .body(Map.of("session_ids", List.of(id), "action", "complete", "rating", "accurate", "feedback", secret))
                .patch(SESSIONS + "/review").then().statusCode(200);
        given().header("X-Forwarded-User", secret).header("Idempotency-Key", Samples.id()).contentType("application/json")
                .body(Map.of("score", 1, "source", secret, "analysis", secret, "tags", List.of(secret)))
                .post(path + "/scores").then().statusCode(201);
        // Events of what was done so far tell the content of the message.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> eventsAreTold(id));
        return new Investigation(id, chat, created, staged, called, sent);
    }

    /** A POST with an Idempotency-Key. */
    record Keyed(String path, Object body, String key) {

        Keyed(String path, Object body) {
            this(path, body, Samples.id());
        }

        Response send() {
            return json(body).header("Idempotency-Key", key).post(path);
        }
    }

    /** A session and the requests that made it. */
    record Investigation(String id, String chat, Keyed created, Keyed staged, Keyed called, Keyed sent) {

        Map<String, Object> counts() {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("alert_sessions", 1);
            counts.put("stage_executions", 2); // one responds to the message
            counts.put("llm_interactions", 1);
            counts.put("mcp_interactions", 1);
            counts.put("chats", 1);
            counts.put("chat_user_messages", 1);
            counts.put("session_reviews", 1);
            counts.put("session_scores", 1);
            return counts;
        }
    }

    /** Whether none of a session's events is still on its way to where it is read. */
    private boolean eventsAreTold(String sessionId) throws SQLException {
        if (driver().equals("sqlite")) {
            return true;
        }
        try (Connection connection = database();
                PreparedStatement waiting = connection
                        .prepareStatement("select 1 from event_outbox where session_id = ?")) {
            waiting.setString(1, sessionId);
            return !waiting.executeQuery().next();
        }
    }

    private static String secret() {
        return "s3cret" + Samples.id().replace("-", "");
    }

    private static Object match(String by, String secret, Investigation session) {
        return switch (by) {
            case "author" -> Map.of("author", secret);
            case "label" -> Map.of("label", Map.of("name", "user", "value", secret));
            default -> Map.of("session_ids", List.of(session.id), "author", secret);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { "delete", "redact" })
    default void anAlertIsErasedByItsLabel(String mode) {
        String secret = secret();
        String fingerprint = Samples.id();
        Map<String, Object> alert = Map.of("status", "firing", "fingerprint", fingerprint, "startsAt", "2026-01-01T00:00:00Z",
                "labels", Map.of("alertname", secret, "user", secret), "annotations", Map.of("summary", secret));
        json(Map.of("version", "4", "receiver", "team", "groupKey", "{}:{user=\"" + secret + "\"}", "alerts", List.of(alert)))
                .post(Api.WEBHOOK).then().statusCode(200);
        String address = "/api/v1/alerts/" + fingerprint;
        json(Map.of("comment", secret)).post(address + "/ack").then().statusCode(200);
        Object match = Map.of("label", Map.of("name", "user", "value", secret));

        json(request(match, mode, true)).post(ERASE).then().statusCode(200).body("alerts", equalTo(1));
        given().get(address).then().statusCode(200);
        assertThat(erase(match, mode).getInt("alerts")).isEqualTo(1);
        if (mode.equals("delete")) {
            given().get(address).then().statusCode(404);
        } else {
            given().get(address).then().statusCode(200).body("alerts[0].alertname", equalTo("[erased]"), "alerts[0].episodes",
                    equalTo(1));
        }
        assertThat(traces(secret)).isEmpty();
        assertThat(erase(match, mode).getInt("alerts")).isZero();
    }

    /** Its sender tells of it again, also with another end; only its times come back. */
    @ParameterizedTest
    @ValueSource(strings = { "delete", "redact" })
    default void anErasedSilenceStaysErased(String mode) {
        String secret = secret();
        String id = Samples.id();
        JsonText matchers = new JsonText("[{\"name\":\"user\",\"value\":\"" + secret
                + "\",\"isRegex\":false,\"isEqual\":true}]");
        Silence first = new Silence("src", id, 1, 1, 1_000, matchers, secret, "for " + secret, false);
        record(first);
        assertThat(traces(secret)).isNotEmpty();

        erase(Map.of("label", Map.of("name", "user", "value", secret)), mode);
        assertThat(traces(secret)).isEmpty();
        assertThat(traces(id)).isNotEmpty();
        record(new Silence("src", id, 1, 1, 1_000, matchers, secret, "for " + secret, true));
        record(new Silence("src", id, 2, 1, 500, matchers, secret, "for " + secret, true));
        assertThat(traces(secret)).isEmpty();

        record(new Silence("src", Samples.id(), 2, 1, 500, matchers, secret, "", true)); // another one
        assertThat(traces(secret)).isNotEmpty();
        erase(Map.of("author", secret), mode);
        erase(Map.of("label", Map.of("name", "user", "value", secret)), mode);
        assertThat(traces(secret)).isEmpty();
    }

    /** The matchers are no text of the person who made it. */
    @Test
    default void aSilenceStaysWithoutItsErasedAuthor() {
        String secret = secret();
        String id = Samples.id();
        String team = Samples.id();
        JsonText matchers = new JsonText("[{\"name\":\"team\",\"value\":\"" + team + "\"}]");
        record(new Silence("src", id, 1, 1, 1_000, matchers, secret, "for " + secret, false));
        erase(Map.of("author", secret), "redact");

        record(new Silence("src", id, 2, 1, 500, matchers, secret, "for " + secret, true));

        assertThat(traces(secret)).isEmpty();
        assertThat(traces(team)).isNotEmpty();
    }

    private static void record(Silence silence) {
        Await.on(() -> Arc.container().instance(EpisodeStore.class).get()
                .record(new AlertFacts(List.of(), List.of(), List.of(silence), List.of()), 3));
    }

    @ParameterizedTest
    @CsvSource({ "delete, author", "delete, label", "delete, session_ids", "redact, author", "redact, label",
            "redact, session_ids" })
    default void nothingOfAnErasedValueIsLeftInTheDatabase(String mode, String by) {
        String secret = secret();
        Investigation session = investigated(secret);
        Object match = match(by, secret, session);
        assertThat(traces(secret)).isNotEmpty();
        Map<String, Object> expected = session.counts();

        Map<String, Object> counted = json(request(match, mode, true)).post(ERASE).then().statusCode(200)
                .body("dry_run", equalTo(true), "mode", equalTo(mode), "skipped_held", equalTo(0), "more", equalTo(false))
                .extract().path("counts");
        assertThat(counted).containsAllEntriesOf(expected).hasSize(10);
        assertThat((Integer) counted.get("events")).isPositive();
        assertThat((Integer) counted.get("idempotency_keys")).isBetween(5, 7);
        assertThat(traces(secret)).isNotEmpty();

        JsonPath erased = erase(match, mode);
        assertThat(erased.<String, Object> getMap("counts")).isEqualTo(counted);
        assertThat(erased.getBoolean("dry_run")).isFalse();
        assertThat(traces(secret)).isEmpty();
        assertThat(erase(match, "delete").getInt("counts.alert_sessions")).isZero();
    }

    @Test
    default void aRedactedSessionKeepsItsFiguresAndIsReadLikeAnyOther() {
        String secret = secret();
        Investigation session = investigated(secret);
        String path = SESSIONS + "/" + session.id;
        JsonPath before = when().get(path).jsonPath();
        erase(Map.of("author", secret), "redact");

        JsonPath after = when().get(path).then().statusCode(200).extract().jsonPath();
        assertThat(after.getInt("version")).isEqualTo(before.getInt("version") + 1);
        for (String kept : List.of("status", "started_at_us", "completed_at_us", "chain_id", "agent_type", "session_id",
                "total_interactions", "llm_interaction_count", "mcp_communication_count", "total_stages", "duration_ms",
                "stages.execution_id", "stages.stage_name", "stages.status", "stages.llm_interaction_count")) {
            assertThat(after.<Object> get(kept)).as(kept).isEqualTo(before.get(kept));
        }
        assertThat(after.<Object> get("alert_data")).isEqualTo(Map.of("erased", "[erased]"));
        for (String erased : List.of("author", "alert_type", "runbook_url", "error_message", "final_analysis",
                "final_analysis_summary", "executive_summary_error", "stages[0].error_message")) {
            assertThat(after.getString(erased)).as(erased).isEqualTo("[erased]");
        }
        when().get(path + "/summary").then().statusCode(200);
        when().get(path + "/final-analysis?include_conversation=true").then().statusCode(200).body("final_analysis",
                equalTo("[erased]"));
        when().get(Api.CHATS + "/" + session.chat + "/messages").then().statusCode(200).body("messages[0].content",
                equalTo("[erased]"), "messages[0].author", equalTo("[erased]"), "total_count", equalTo(1));
        given().queryParam("search", session.id).get(SESSIONS).then().statusCode(200).body("sessions[0].author",
                equalTo("[erased]"), "sessions[0].held", equalTo(false));
        given().queryParam("search", secret).get(SESSIONS).then().body("pagination.total_items", equalTo(0));
    }

    @Test
    default void aRepeatFindsTheRedactedSessionAndBringsNothingBack() {
        String secret = secret();
        Investigation session = investigated(secret);
        erase(Map.of("author", secret), "redact");

        session.created.send().then().statusCode(201).header("Idempotent-Replay", "true").body("author",
                equalTo("[erased]"));
        json(session.created.body).post(SESSIONS).then().statusCode(200).body("author", equalTo("[erased]"));
        session.staged.send().then().statusCode(201).header("Idempotent-Replay", "true").body("error_message",
                equalTo("[erased]"));
        json(session.staged.body).post(session.staged.path).then().statusCode(200).body("error_message", equalTo("[erased]"));
        session.sent.send().then().statusCode(200).header("Idempotent-Replay", "true").body("content", equalTo("[erased]"),
                "author", equalTo("[erased]"));
        session.called.send().then().statusCode(201).header("Idempotent-Replay", "true");
        json(session.called.body).post(session.called.path).then().statusCode(409);
        assertThat(traces(secret)).isEmpty();
    }

    @Test
    default void aReplayDoesNotBringADeletedSessionBack() {
        String secret = secret();
        Investigation session = investigated(secret);
        erase(Map.of("author", secret), "delete");

        session.created.send().then().statusCode(404).body("type", equalTo("urn:alert-history:problem:session_not_found"));
        session.staged.send().then().statusCode(404).body("type", equalTo("urn:alert-history:problem:stage_not_found"));
        when().get(SESSIONS + "/" + session.id).then().statusCode(404);
        when().get(Api.CHATS + "/" + session.chat).then().statusCode(404);
        assertThat(traces(secret)).isEmpty();
        json(session.created.body).post(SESSIONS).then().statusCode(201); // a new request is a new session
        erase(Map.of("author", secret), "delete");
    }

    /** Alertmanager sends the whole alert again when it is resolved. */
    @Test
    default void theEndOfARedactedAlertDoesNotBringItBack() {
        String secret = secret();
        Map<String, Object> alert = new LinkedHashMap<>(Map.of("status", "firing", "fingerprint", Samples.id(), "startsAt",
                "2026-01-01T00:00:00Z", "labels", Map.of("alertname", "Down", "user", secret)));
        json(Map.of("version", "4", "alerts", List.of(alert))).post(Api.WEBHOOK).then().body("created", equalTo(1));
        Map<String, Object> match = Map.of("label", Map.of("name", "user", "value", secret));
        assertThat(erase(match, "redact").getInt("counts.alert_sessions")).isOne();

        alert.put("status", "resolved");
        alert.put("endsAt", "2026-01-01T01:00:00Z");
        alert.put("annotations", Map.of("summary", secret));
        json(Map.of("version", "4", "groupKey", "{}:{user=\"" + secret + "\"}", "alerts", List.of(alert))).post(Api.WEBHOOK)
                .then().body("updated", equalTo(1));
        assertThat(traces(secret)).isEmpty();
    }

    @Test
    default void aHeldSessionIsSkippedAndCounted() {
        String author = secret();
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> {
            Map<String, Object> body = Api.session(Samples.id());
            body.put("author", author);
            return json(body).post(SESSIONS).then().statusCode(201).extract().<String> path("session_id");
        }).toList();
        json(Map.of("reason", "a lawsuit")).post(SESSIONS + "/" + ids.get(0) + "/hold").then().statusCode(200);

        for (String mode : List.of("redact", "delete")) {
            json(request(Map.of("author", author), mode, true)).post(ERASE).then().body("counts.alert_sessions", equalTo(2),
                    "skipped_held", equalTo(1));
        }
        JsonPath erased = erase(Map.of("author", author), "delete");
        assertThat(erased.getInt("counts.alert_sessions")).isEqualTo(2);
        assertThat(erased.getInt("skipped_held")).isEqualTo(1);
        when().get(SESSIONS + "/" + ids.get(0)).then().statusCode(200).body("author", equalTo(author));
        when().get(SESSIONS + "/" + ids.get(1)).then().statusCode(404);

        when().delete(SESSIONS + "/" + ids.get(0) + "/hold").then().statusCode(200);
        assertThat(erase(Map.of("author", author), "delete").getInt("counts.alert_sessions")).isOne();
    }

    @Test
    default void aLargeSessionIsRedactedInParts() {
        String author = secret();
        Map<String, Object> body = Api.session(Samples.id());
        body.put("author", author);
        body.put("status", "in_progress");
        json(body).post(SESSIONS).then().statusCode(201);
        String path = SESSIONS + "/" + body.get("session_id");
        for (int part = 0; part < 2; part++) {
            json(IntStream.range(0, 700).mapToObj(i -> {
                Map<String, Object> llm = Api.llm(Samples.id());
                llm.put("thinking_content", author);
                return llm;
            }).toList()).post(path + "/llm-interactions").then().statusCode(201);
        }
        assertThat(erase(Map.of("author", author), "redact").getInt("counts.llm_interactions")).isEqualTo(1400);
        assertThat(traces(author)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"mode\":\"delete\"}", "{\"match\":{},\"mode\":\"delete\"}",
            "{\"match\":{\"author\":null},\"mode\":\"delete\"}", "{\"match\":{\"author\":\"\"},\"mode\":\"delete\"}",
            "{\"match\":{\"author\":\"a\"}}", "{\"match\":{\"author\":\"a\"},\"mode\":\"drop\"}",
            "{\"match\":{\"session_ids\":[]},\"mode\":\"delete\"}", "{\"match\":{\"session_ids\":\"a\"},\"mode\":\"delete\"}",
            "{\"match\":{\"session_ids\":[null]},\"mode\":\"delete\"}",
            "{\"match\":{\"label\":{\"name\":\"a\"}},\"mode\":\"delete\"}",
            "{\"match\":{\"label\":{\"value\":\"a\"}},\"mode\":\"delete\"}",
            "{\"match\":{\"author\":\"a\",\"runbook\":\"b\"},\"mode\":\"delete\"}",
            "{\"match\":{\"author\":\"a\"},\"mode\":\"delete\",\"dry_run\":\"yes\"}", "[]" })
    default void aRequestThatIsNotClearErasesNothing(String body) {
        json(body).post(ERASE).then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    default void aMatchNamesAtMost1000Sessions() {
        List<String> ids = IntStream.range(0, 1001).mapToObj(String::valueOf).toList();
        json(request(Map.of("session_ids", ids), "delete", true)).post(ERASE).then().statusCode(422)
                .body("errors[0].pointer", equalTo("/match/session_ids"));
        json(request(Map.of("session_ids", ids.subList(0, 1000)), "delete", true)).post(ERASE).then().statusCode(200)
                .body("counts.alert_sessions", equalTo(0));
    }

    @Test
    default void onlyAnAdministratorMayErase() {
        json(request(Map.of("author", "nobody"), "delete", true)).header("X-Forwarded-For", "10.0.0.1").post(ERASE).then()
                .statusCode(403);
    }
}
