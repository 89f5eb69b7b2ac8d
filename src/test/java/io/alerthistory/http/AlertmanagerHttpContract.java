package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.alerthistory.http.Api.fixture;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The webhook with what real Alertmanagers sent (src/test/resources/alertmanager). */
interface AlertmanagerHttpContract {

    List<String> FIXTURES = List.of("alertmanager-webhook-v0.25-1-firing-3.json",
            "alertmanager-webhook-v0.25-2-resolved-3.json",
            "alertmanager-webhook-v0.33-1-firing-3.json", "alertmanager-webhook-v0.33b-1-firing-3.json",
            "alertmanager-webhook-v0.33-max_alerts2-truncated.json");

    /** Other fingerprints and names for every test, so that one does not find another's sessions. */
    private static String own(String fixture, String agent) {
        return fixture(fixture).replaceAll("\"fingerprint\":\"", "\"fingerprint\":\"" + agent + "-")
                .replaceAll("\"alertname\":\"", "\"alertname\":\"" + agent + "-");
    }

    private static Response post(String body) {
        return json(body).post(WEBHOOK);
    }

    private static Map<String, String> rows(String agent) {
        Map<String, String> rows = new TreeMap<>();
        for (String alertname : List.of("QueueDeep", "A")) {
            JsonPath page = given().queryParam("alert_type", agent + "-" + alertname).queryParam("page_size", 100).get(SESSIONS)
                    .jsonPath();
            for (String id : page.<String> getList("sessions.session_id")) {
                JsonPath session = given().get(SESSIONS + "/" + id).jsonPath();
                rows.put(session.getString("alert_id").replace(agent, ""),
                        List.of(session.getString("status"), session.getLong("started_at_us"),
                                String.valueOf(session.<Object> get("completed_at_us")),
                                new TreeMap<>(session.getMap("alert_data")).toString().replace(agent, "")).toString());
            }
        }
        return rows;
    }

    @Test
    default void everyFiringIsASession() {
        String own = Samples.id();
        post(own(FIXTURES.get(0), own)).then().statusCode(200).body("received", equalTo(3), "created", equalTo(3), "updated",
                equalTo(0), "unchanged", equalTo(0), "errors", hasSize(0));
        given().queryParam("alert_type", own + "-QueueDeep").get(SESSIONS).then().body("sessions", hasSize(3),
                "sessions[0].agent_type", equalTo("alertmanager"), "sessions[0].chain_id", equalTo("alertmanager"),
                "sessions[0].status", equalTo("in_progress"), "sessions[0].started_at_us", equalTo(1795218094188000L));
        String id = given().queryParam("alert_type", own + "-QueueDeep").get(SESSIONS).path("sessions[0].session_id");
        given().get(SESSIONS + "/" + id).then().body("alert_data.annotations.description",
                equalTo("value 100 – über <b>&\"quoted\"</b>"), "alert_data.receiver", equalTo("hook"),
                "alert_data.groupLabels.alertname", equalTo(own + "-QueueDeep"), "alert_data.status", equalTo("firing"),
                "alert_data.externalURL", equalTo("http://vm:19093"), "alert_data.endsAt", equalTo("0001-01-01T00:00:00Z"));

        post(own(FIXTURES.get(1), own)).then().statusCode(200).body("created", equalTo(0), "updated", equalTo(3));
        given().queryParam("alert_type", own + "-QueueDeep").get(SESSIONS).then().body("sessions", hasSize(3),
                "sessions[1].status", equalTo("completed"), "sessions[1].completed_at_us", equalTo(1795218105188000L),
                "sessions[1].duration_ms", equalTo(11_000));
        post(own(FIXTURES.get(1), own)).then().body("unchanged", equalTo(3));
        post(own(FIXTURES.get(0), own)).then().body("unchanged", equalTo(3));
    }

    @Test
    default void orderAndRepetitionMakeNoDifference() {
        String inOrder = Samples.id();
        FIXTURES.forEach(fixture -> post(own(fixture, inOrder)).then().statusCode(200));
        Map<String, String> expected = rows(inOrder);
        // 3 of 0.25; of 0.33 3, then 2 that fire again; 2 of the truncated group
        assertThat(expected).hasSize(10);
        assertThat(expected.values().stream().filter(row -> row.contains("completed"))).hasSize(4);

        String reversed = Samples.id();
        for (int i = FIXTURES.size() - 1; i >= 0; i--) {
            post(own(FIXTURES.get(i), reversed)).then().statusCode(200);
        }
        assertThat(rows(reversed)).isEqualTo(expected);

        String parallel = Samples.id();
        for (String fixture : FIXTURES) {
            assertThat(Api.together(10, () -> post(own(fixture, parallel)))).extracting(Response::statusCode).containsOnly(200);
        }
        assertThat(rows(parallel)).isEqualTo(expected);

        String shuffled = Samples.id();
        java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger();
        assertThat(Api.together(20, () -> post(own(FIXTURES.get(next.getAndIncrement() % FIXTURES.size()), shuffled))))
                .extracting(Response::statusCode).containsOnly(200);
        assertThat(rows(shuffled)).isEqualTo(expected);
    }

    @Test
    default void aBadAlertIsToldAndTheRestIsKept() {
        String own = Samples.id();
        String body = """
                {"version":"4","receiver":"r","groupLabels":{},"alerts":[
                {"status":"firing","labels":{"alertname":"%1$s"},"startsAt":"2026-11-20T23:41:34Z","fingerprint":"%1$s"},
                {"status":"firing","labels":{},"startsAt":"2026-11-20T23:41:34Z"},
                {"status":"firing","labels":{},"startsAt":"yesterday","fingerprint":"f"},
                {"status":"firing","labels":{"x":"a\\u0000b"},"startsAt":"2026-11-20T23:41:34Z","fingerprint":"g"},
                17,
                {"status":"firing","labels":{},"startsAt":"+999999999-01-01T00:00:00Z","fingerprint":"h"},
                {"status":"firing","labels":{},"startsAt":"1969-12-31T23:59:59.9Z","fingerprint":"i"}]}""".formatted(own);
        post(body).then().statusCode(200).body("received", equalTo(7), "created", equalTo(1), "errors.index",
                equalTo(List.of(1, 2, 3, 4, 5, 6)), "errors[0].code", equalTo("invalid_field"), "errors[0].message",
                containsString("fingerprint"), "errors[2].message", containsString("U+0000"));
    }

    @Test
    default void refusesWhatIsNoNotification() {
        post("{\"version\":\"3\",\"alerts\":[]}").then().statusCode(422).body("errors[0].pointer", equalTo("/version"));
        post("{\"version\":\"4\"}").then().statusCode(422).body("errors[0].pointer", equalTo("/alerts"));
        post("{\"version\":\"4\",\"alerts\":{}}").then().statusCode(422);
        post("[]").then().statusCode(422);
        post("{").then().statusCode(400);
    }

    @Test
    default void leavesASessionThatSomeoneCancelled() {
        String own = Samples.id();
        post(own(FIXTURES.get(0), own));
        String id = given().queryParam("alert_type", own + "-QueueDeep").get(SESSIONS).path("sessions[0].session_id");
        Api.patch(id, Map.of("status", "cancelled")).then().statusCode(200);
        post(own(FIXTURES.get(1), own)).then().body("updated", equalTo(2), "unchanged", equalTo(1));
        given().get(SESSIONS + "/" + id).then().body("status", equalTo("cancelled"));
    }
}
