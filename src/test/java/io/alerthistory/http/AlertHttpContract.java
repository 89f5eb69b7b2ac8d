package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.json.JsonText;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/** Alerts in. */
interface AlertHttpContract {

    @Test
    default void anAlertWaitsAsAPendingSession() {
        JsonPath answer = json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(200)
                .body("status", equalTo("queued"), "message", equalTo("Alert submitted for processing")).extract().jsonPath();
        assertThat(answer.<String, Object> getMap("$")).containsOnlyKeys("session_id", "status", "message");
        assertThat(UUID.fromString(answer.getString("session_id")).version()).isEqualTo(7);
        when().get(SESSIONS + "/" + answer.getString("session_id")).then().statusCode(200)
                .body("status", equalTo("pending"), "agent_type", equalTo("api"), "chain_id", equalTo("api"),
                        "alert_type", nullValue(), "alert_id", nullValue(), "alert_data", equalTo(Map.of()),
                        "author", equalTo("api-client"), "runbook_url", nullValue(), "mcp_selection", nullValue(),
                        "session_metadata", nullValue(), "slack_message_fingerprint", nullValue(), "version", equalTo(1),
                        "started_at_us", greaterThan(1_000_000_000_000_000L));
    }

    @Test
    default void everyFieldOfAnAlertIsKept() {
        String id = json("""
                {"alert_type":"PodCrashLooping","runbook":"https://example.org/rb?a=1&b=<2>","timestamp":1700000000000001,
                 "data":{"z":"<b>\\"quoted\\"</b>","a":[1.50,12345678901234567890,null,{"ü":"漢"}],"status":"firing"},
                 "mcp":{"servers":[{"name":"k8s","tools":null}]},"slack_message_fingerprint":"fp-1"}""")
                .header("X-Forwarded-User", "alice").header("X-Forwarded-Email", "a@example.org").post(ALERTS).then()
                .statusCode(200).extract().path("session_id");
        when().get(SESSIONS + "/" + id).then()
                .body("alert_type", equalTo("PodCrashLooping"), "runbook_url", equalTo("https://example.org/rb?a=1&b=<2>"),
                        "session_metadata", equalTo(Map.of("alert_timestamp_us", 1700000000000001L)),
                        "started_at_us", greaterThan(1_700_000_000_000_001L), "author", equalTo("api-client"),
                        "slack_message_fingerprint", equalTo("fp-1"), "mcp_selection.servers[0].name", equalTo("k8s"));
        String detail = when().get(SESSIONS + "/" + id).asString();
        String data = detail.substring(detail.indexOf("\"alert_data\":") + 13, detail.indexOf(",\"final_analysis\""));
        assertThat(new JsonText(data).sameValue(new JsonText(
                "{\"z\":\"<b>\\\"quoted\\\"</b>\",\"a\":[1.50,12345678901234567890,null,{\"ü\":\"漢\"}],"
                        + "\"status\":\"firing\"}")))
                .isTrue();
        assertThat(data).contains("12345678901234567890", "1.50");
    }

    @Test
    default void aForwardedNameIsNotBelievedWithoutAProxyThatIsTrusted() {
        String id = json(Map.of("data", Map.of())).header("X-Forwarded-Email", "a@example.org").post(ALERTS)
                .path("session_id");
        when().get(SESSIONS + "/" + id).then().body("author", equalTo("api-client"));
    }

    @Test
    default void theSameAlertTwiceIsTwoSessions() {
        Map<String, Object> alert = Map.of("data", Map.of("own", Samples.id()));
        assertThat(json(alert).post(ALERTS).<String> path("session_id"))
                .isNotEqualTo(json(alert).post(ALERTS).<String> path("session_id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "data | null",
            "data | []",
            "data | \"text\"",
            "data | {\"a\":\"\\u0000\"}",
            "timestamp | \"2026-01-01T00:00:00Z\"",
            "timestamp | 1.5",
            "timestamp | -1",
            "timestamp | 253402300800000000",
            "mcp | []",
            "runbook | 5",
            "alert_type | 5",
            "nonsense | 1" })
    default void namesTheBrokenFieldOfAnAlert(String field, String value) {
        Map<String, Object> alert = new HashMap<>(Map.of("data", Map.of()));
        alert.remove(field);
        String text = io.vertx.core.json.Json.encode(alert);
        String comma = alert.isEmpty() ? "" : ",";
        json(text.substring(0, text.length() - 1) + comma + "\"" + field + "\":" + value + "}").post(ALERTS).then()
                .statusCode(422).contentType("application/problem+json").body("errors[0].pointer", startsWith("/" + field));
    }

    @Test
    default void saysWhereAnExtraMemberBelongs() {
        json("{\"data\":{},\"severity\":\"critical\"}").post(ALERTS).then().statusCode(422).body("errors.pointer",
                equalTo(List.of("/severity")), "errors[0].message", containsString("into data"));
    }

    @Test
    default void refusesWhatIsNoAlert() {
        json("{}").post(ALERTS).then().statusCode(422).body("errors.pointer", equalTo(List.of("/data")));
        json("").post(ALERTS).then().statusCode(422);
        json("{").post(ALERTS).then().statusCode(400);
        json("{\"data\":{\"x\":[" + "\"0123456789\",".repeat(900_000) + "1]}}").post(ALERTS).then().statusCode(413);
        json(Map.of("alert_type", "a".repeat(256), "slack_message_fingerprint", "f".repeat(501))).post(ALERTS).then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/alert_type", "/data", "/slack_message_fingerprint")));
        given().delete(ALERTS).then().statusCode(405).header("Allow", equalTo("GET, POST"));
    }

    @Test
    default void countsAlertsByWhereTheyCameFrom() {
        String meter = "alert_history_alerts_received_total{outcome=\"created\",source=\"api\"}";
        double before = OperationsHttpContract.metric(meter);
        json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(200);
        assertThat(OperationsHttpContract.metric(meter)).isEqualTo(before + 1);
    }
}
