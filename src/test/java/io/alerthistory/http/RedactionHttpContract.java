package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;

/** What matches src/test/resources/redact.txt is not stored, whichever way it comes. */
interface RedactionHttpContract {

    String driver();

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static String secret() {
        return "redact_tok_" + Samples.id().replace("-", "");
    }

    private static double redactions() {
        return OperationsHttpContract.metric("alert_history_redactions_total{pattern=\"token\"}");
    }

    private void isNotStored(String secret) {
        assertThat(StoredTraces.of(secret, driver(), this::database)).isEmpty();
    }

    @Test
    default void ofASession() {
        String secret = secret();
        double before = redactions();
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("alert_data", Map.of("a", List.of(1.5, "x " + secret), "redact_tok_name", "redact-me-123"));
        body.put("alert_type", secret);
        body.put("runbook_url", "https://x/" + secret);
        body.put("session_metadata", Map.of("m", secret));
        body.put("status", "completed");
        body.put("started_at_us", 1);
        body.put("completed_at_us", 2);
        body.put("error_message", secret);
        body.put("final_analysis", "because of " + secret + ".");
        json(body).post(SESSIONS).then().statusCode(201).body("alert_data.a[1]", equalTo("x [redacted]"),
                "alert_data.redact_tok_name", equalTo("[redacted]"), "final_analysis", equalTo("because of [redacted]."),
                "alert_type", equalTo("[redacted]"));
        assertThat(redactions() - before).isEqualTo(6);
        json(body).post(SESSIONS).then().statusCode(200);
        body.put("error_message", secret()); // the digest is of what is stored
        json(body).post(SESSIONS).then().statusCode(200);
        Api.patch(id, Map.of("final_analysis_summary", secret, "session_metadata", Map.of("n", secret))).then().statusCode(200)
                .body("final_analysis_summary", equalTo("[redacted]"), "session_metadata.n", equalTo("[redacted]"));
        isNotStored(secret);
        given().queryParam("search", secret).get(SESSIONS).then().body("pagination.total_items", equalTo(0));
    }

    @Test
    default void ofStagesAndInteractions() {
        String secret = secret();
        String id = Api.created("in_progress");
        Map<String, Object> stage = Api.stage(Samples.id(), 0);
        stage.put("stage_output", Map.of("o", secret));
        json(stage).post(SESSIONS + "/" + id + "/stages").then().statusCode(201).body("stage_output.o", equalTo("[redacted]"));
        json(Map.of("error_message", secret)).patch(SESSIONS + "/" + id + "/stages/" + stage.get("execution_id")).then()
                .statusCode(200).body("error_message", equalTo("[redacted]"));
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", secret))));
        llm.put("thinking_content", secret);
        json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(200);
        Map<String, Object> mcp = Api.toolCall(Samples.id());
        mcp.put("tool_arguments", Map.of("token", secret));
        mcp.put("tool_result", secret);
        mcp.put("step_description", secret);
        json(mcp).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
        isNotStored(secret);
    }

    /** A limit that cuts a match in two would leave a half that no pattern matches. */
    @Test
    default void beforeAPayloadIsTruncated() {
        String id = Api.created("in_progress");
        String secret = secret();
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.put("thinking_content", "x".repeat(1_048_576 - 15) + secret);
        json(llm).queryParam("truncate", true).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        isNotStored(secret.substring(0, 15));
    }

    @Test
    default void ofABulkUpload() {
        String secret = secret();
        String id = Samples.id();
        BulkResponses.to(List.of("{\"type\":\"session\",\"session_id\":\"" + id + "\",\"agent_type\":\"a\",\"chain_id\":\"c\","
                + "\"alert_data\":{\"k\":\"" + secret + "\"}}",
                "{\"type\":\"stage\",\"session_id\":\"" + id + "\",\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"n\","
                        + "\"agent\":\"a\",\"error_message\":\"" + secret + "\"}",
                "{\"type\":\"llm\",\"session_id\":\"" + id + "\",\"interaction_id\":\"" + Samples.id()
                        + "\",\"model_name\":\"m\",\"thinking_content\":\"" + secret + "\"}"));
        when().get(SESSIONS + "/" + id).then().statusCode(200).body("alert_data.k", equalTo("[redacted]"),
                "stages[0].error_message", equalTo("[redacted]"));
        isNotStored(secret);
    }

    @Test
    default void ofAlerts() {
        String secret = secret();
        String id = json(Map.of("alert_type", secret, "data", Map.of("k", secret), "runbook", secret)).post(Api.ALERTS).then()
                .statusCode(200).extract().path("session_id");
        when().get(SESSIONS + "/" + id).then().body("alert_data.k", equalTo("[redacted]"), "alert_type",
                equalTo("[redacted]"), "runbook_url", equalTo("[redacted]"));

        Map<String, Object> alert = new LinkedHashMap<>(Map.of("status", "firing", "fingerprint", secret, "startsAt",
                "2026-01-01T00:00:00Z", "labels", Map.of("alertname", secret, "user", secret), "annotations",
                Map.of("runbook_url", secret)));
        alert.put("fingerprint", Samples.id());
        Map<String, Object> notification = Map.of("version", "4", "groupKey", "{}:{user=\"" + secret + "\"}", "groupLabels",
                Map.of("user", secret), "commonLabels", Map.of("user", secret), "alerts", List.of(alert));
        json(notification).post(Api.WEBHOOK).then().statusCode(200).body("created", equalTo(1));
        json(notification).post(Api.WEBHOOK).then().statusCode(200).body("unchanged", equalTo(1));
        given().queryParam("search", alert.get("fingerprint")).get(SESSIONS).then().body("sessions.alert_type",
                hasItem("[redacted]"));
        isNotStored(secret);
    }

    @Test
    default void ofChatMessages() {
        String secret = secret();
        String chat = given().post("/api/v1/sessions/" + Api.ended() + "/chat").path("chat_id");
        json(Map.of("content", "why " + secret + "?")).header("Idempotency-Key", Samples.id())
                .post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200).body("content", equalTo("why [redacted]?"));
        isNotStored(secret);
    }
}
