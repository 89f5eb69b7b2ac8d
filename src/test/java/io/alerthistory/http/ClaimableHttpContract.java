package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.alerthistory.http.Api.CLAIMS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.patch;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.alert.AlertMigration;
import io.alerthistory.support.Await;
import io.alerthistory.support.QueueOnSqlite;
import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;
import io.quarkus.arc.Arc;
import io.restassured.response.ValidatableResponse;

/** Alerts that are episodes, and which of them agents can claim. The queue is limited, and no other test uses it meanwhile. */
interface ClaimableHttpContract {

    String START = "2026-01-31T12:00:00Z";
    long START_US = 1_769_860_800_000_000L;

    @BeforeEach
    default void cancelWhatIsOpen() {
        Api.cancelWhatIsOpen();
    }

    private static Map<String, Object> alert(String fingerprint, String startsAt, @Nullable String endsAt) {
        Map<String, Object> alert = new HashMap<>(Map.of("status", endsAt == null ? "firing" : "resolved", "labels",
                Map.of("alertname", "Claim" + fingerprint, "severity", "page"), "annotations",
                Map.of("runbook_url", "https://runbooks.example.org/1"), "startsAt", startsAt, "fingerprint", fingerprint));
        alert.put("endsAt", endsAt == null ? "0001-01-01T00:00:00Z" : endsAt);
        return alert;
    }

    private static ValidatableResponse send(boolean claimable, String source, Object... alerts) {
        return json(Map.of("version", "4", "receiver", "agents", "groupKey", "{}", "groupLabels", Map.of(), "externalURL",
                "http://am.example.org", "alerts", List.of(alerts))).queryParam("claimable", claimable)
                .queryParam("source", source).post(WEBHOOK).then().statusCode(200);
    }

    private static List<Map<String, Object>> sessions(String fingerprint) {
        return given().queryParam("alert_type", "Claim" + fingerprint).get(SESSIONS).jsonPath().getList("sessions");
    }

    private static String fingerprint() {
        return Samples.id().replace("-", "").substring(16);
    }

    @Test
    default void anAlertThatNobodyMayClaimIsAnEpisodeAlone() {
        String fingerprint = fingerprint();
        send(false, "", alert(fingerprint, START, null)).body("created", equalTo(1), "updated", equalTo(0), "unchanged",
                equalTo(0), "errors", empty());
        send(false, "", alert(fingerprint, START, null)).body("created", equalTo(0), "unchanged", equalTo(1));
        send(false, "", alert(fingerprint, START, "2026-01-31T12:05:00Z")).body("updated", equalTo(1));

        when().get(ALERTS + "/" + fingerprint + "/episodes").then().body("episodes.starts_at_us", contains(START_US),
                "episodes.end_reason", contains("told"));
        assertThat(sessions(fingerprint)).isEmpty();
    }

    @Test
    default void anEpisodeHasOneSessionHoweverItsAlertIsReported() {
        String fingerprint = fingerprint();
        Api.together(8, () -> json(Map.of("version", "4", "receiver", "agents", "groupKey", "{}", "groupLabels", Map.of(),
                "externalURL", "", "alerts", List.of(alert(fingerprint, START, null)))).queryParam("claimable", "true")
                .queryParam("source", "eu").post(WEBHOOK)).forEach(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        send(true, "eu", alert(fingerprint, "2026-01-31T11:59:45Z", null)).body("updated", equalTo(1));
        send(true, "eu", alert(fingerprint, START, null)).body("unchanged", equalTo(1));

        assertThat(sessions(fingerprint)).hasSize(1).first().satisfies(session -> {
            assertThat(session).containsEntry("status", "pending").containsEntry("agent_type", "webhook");
            when().get(SESSIONS + "/" + session.get("session_id")).then().body("alert_ref.fingerprint", equalTo(fingerprint),
                    "alert_ref.source", equalTo("eu"), "alert_ref.starts_at_us", equalTo(START_US), "alert_data.receiver",
                    equalTo("agents"), "runbook_url", equalTo("https://runbooks.example.org/1"));
        });
    }

    @Test
    default void theNextEpisodeHasASessionOfItsOwn() {
        String fingerprint = fingerprint();
        send(true, "", alert(fingerprint, START, null));
        String claimed = json(Map.of("pod_id", "agent-1")).post(CLAIMS).then().extract().path("session_id");
        send(true, "", alert(fingerprint, START, "2026-01-31T12:05:00Z"));
        send(true, "", alert(fingerprint, "2026-01-31T13:00:00Z", null));
        send(true, "", alert(fingerprint, START, null)).body("unchanged", equalTo(1));

        assertThat(sessions(fingerprint)).extracting(session -> session.get("status")).containsExactlyInAnyOrder("in_progress",
                "pending");
        when().get(ALERTS + "/" + fingerprint + "/timeline").then()
                .body("transitions.findAll { it.kind == 'session' }", hasSize(2),
                        "transitions.find { it.kind == 'session' }.ref", equalTo(claimed),
                        "transitions.findAll { it.kind == 'session' }.starts_at_us", contains(START_US,
                                START_US + 3_600_000_000L));
    }

    @Test
    default void aFullQueueKeepsTheEpisode() {
        String fingerprint = fingerprint();
        for (int i = 0; i < QueueOnSqlite.MOST; i++) {
            json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(200);
        }
        String waiting = given().queryParam("status", "pending").get(SESSIONS).path("sessions[0].session_id");

        send(true, "", alert(fingerprint, START, null), alert(fingerprint + "b", START, null)).body("created", equalTo(2));
        assertThat(sessions(fingerprint)).isEmpty();

        patch(waiting, Map.of("status", "cancelled")).then().statusCode(200);
        send(true, "", alert(fingerprint, START, null)).body("unchanged", equalTo(1));
        assertThat(sessions(fingerprint)).hasSize(1);
    }

    @Test
    default void whatCannotBeAnEpisodeIsRejected() {
        Map<String, Object> alert = alert(fingerprint(), START, null);
        alert.put("labels", Map.of("alertname", "Large", "huge", "x".repeat(20_000)));
        send(false, "", alert).body("created", equalTo(0), "errors", hasSize(1), "errors[0].message",
                containsString("at most 16384 bytes"));
        json(Map.of("version", "4", "alerts", List.of())).queryParam("claimable", "perhaps").post(WEBHOOK).then()
                .statusCode(422).body("errors[0].parameter", equalTo("claimable"));
    }

    @Test
    default void aSessionNamesItsAlertBeforeItIsKnown() {
        String fingerprint = fingerprint();
        Map<String, Object> session = Api.session(Samples.id());
        session.put("alert_ref", Map.of("fingerprint", fingerprint, "starts_at", "2026-01-31T13:00:00.000001+01:00"));
        json(session).post(SESSIONS).then().statusCode(201);
        json(session).post(SESSIONS).then().statusCode(200);
        String submitted = json(Map.of("data", Map.of(), "alert_ref",
                Map.of("fingerprint", fingerprint, "source", "eu", "starts_at_us", START_US))).post(ALERTS).path("session_id");
        send(true, "", alert(fingerprint, START, null)).body("created", equalTo(1));
        send(true, "eu", alert(fingerprint, START, null)).body("created", equalTo(1));

        given().queryParam("source", "").get(ALERTS + "/" + fingerprint + "/timeline").then()
                .body("transitions.findAll { it.kind == 'session' }.ref", contains(session.get("session_id")));
        given().queryParam("source", "eu").get(ALERTS + "/" + fingerprint + "/timeline").then()
                .body("transitions.findAll { it.kind == 'session' }.ref", contains(submitted));
        assertThat(sessions(fingerprint)).isEmpty();
        when().get(SESSIONS + "/" + submitted).then().body("alert_ref.starts_at_us", equalTo(START_US));
    }

    @Test
    default void aReferenceThatIsNoneIsRefused() {
        for (Map<String, Object> reference : List.<Map<String, Object>> of(Map.of("fingerprint", "a"),
                Map.of("starts_at", START), Map.of("fingerprint", " ", "starts_at", START),
                Map.of("fingerprint", "a", "starts_at", "noon"), Map.of("fingerprint", "a", "starts_at", -1),
                Map.of("fingerprint", "a", "starts_at", 1.5), Map.of("fingerprint", "a", "starts_at", true),
                Map.of("fingerprint", "x".repeat(256), "starts_at", START),
                Map.of("fingerprint", "a", "starts_at", START, "episode", 1))) {
            json(Map.of("data", Map.of(), "alert_ref", reference)).post(ALERTS).then().statusCode(422)
                    .contentType("application/problem+json").body("errors[0].pointer", containsString("/alert_ref"));
        }
        json(Map.of("data", Map.of(), "alert_ref", "a")).post(ALERTS).then().statusCode(422);
    }

    @Test
    default void sessionsOfAnOlderVersionBecomeEpisodes() {
        String fingerprint = fingerprint();
        String ended = recorded(fingerprint, START, "completed", START_US + 60_000_000);
        String cancelled = recorded(fingerprint, "2026-01-31T13:00:00Z", "cancelled", START_US + 3_660_000_000L);
        String open = recorded(fingerprint, "2026-01-31T14:00:00Z", "in_progress", null);
        String other = recorded(Samples.id(), null, "in_progress", null);

        AlertMigration migration = Arc.container().instance(AlertMigration.class).get();
        assertThat(Await.on(migration::migrate)).isPositive();
        assertThat(Await.on(migration::migrate)).isZero();
        assertThat(Await.on(migration::endMirrors)).isPositive();
        assertThat(Await.on(migration::endMirrors)).isZero();

        when().get(ALERTS + "/" + fingerprint).then().body("alerts[0].labels.alertname", equalTo("Claim" + fingerprint),
                "alerts[0].state",
                equalTo("firing"));
        when().get(ALERTS + "/" + fingerprint + "/episodes").then().body("episodes.end_reason",
                contains(nullValue(), equalTo("assumed"), equalTo("told")), "episodes.ends_at_us",
                contains(nullValue(), equalTo(START_US + 3_660_000_000L), equalTo(START_US + 60_000_000)));
        when().get(ALERTS + "/" + fingerprint + "/timeline").then()
                .body("transitions.findAll { it.kind == 'session' }.ref", contains(ended, cancelled, open));
        when().get(SESSIONS + "/" + open).then().body("status", equalTo("completed"));
        when().get(SESSIONS + "/" + cancelled).then().body("status", equalTo("cancelled"), "alert_ref.fingerprint",
                equalTo(fingerprint));
        when().get(SESSIONS + "/" + other).then().body("status", equalTo("in_progress"), "alert_ref", nullValue());
    }

    /** A session as the webhook made them. */
    private static String recorded(String fingerprint, @Nullable String startsAt, String status, @Nullable Long completedAtUs) {
        Map<String, Object> session = new HashMap<>(Api.session(Samples.id()));
        session.putAll(Map.of("agent_type", "alertmanager", "chain_id", "alertmanager", "status", status, "alert_data",
                alert(fingerprint, START, null), "alert_id", fingerprint));
        if (startsAt != null) {
            session.put("alert_id", fingerprint + "@" + startsAt);
            session.put("started_at_us", Micros.of(Instant.parse(startsAt)));
        }
        if (completedAtUs != null) {
            session.put("completed_at_us", completedAtUs);
        }
        json(session).post(SESSIONS).then().statusCode(201);
        return String.valueOf(session.get("session_id"));
    }
}
