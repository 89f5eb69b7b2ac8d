package io.alerthistory.http;

import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.ingest.RecordedEvents;
import io.alerthistory.json.JsonText;
import io.alerthistory.support.Samples;
import io.restassured.response.Response;

/** Those who send alerts to every Alertmanager, and the event recorder of an Alertmanager. */
interface AlertSendersHttpContract {

    String POSTED = "/api/v2/alerts";
    String EVENTS = "/api/v1/webhooks/alertmanager-events";

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static Response post(String source, String body) {
        return given().queryParam("source", source).contentType("application/json").body(body).post(POSTED);
    }

    private static Response send(String source, String body) {
        return given().queryParam("source", source).contentType("application/json").body(body).post(EVENTS);
    }

    private static String batch(List<JsonText> events) {
        return events.stream().map(JsonText::text).collect(Collectors.joining(",", "[", "]"));
    }

    /** The alerts, episodes and so on of a source: the first column of a statement with its name. */
    private List<String> stored(String sql, String source) {
        try (Connection connection = database(); PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            List<String> values = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The episodes of a source: alertname, start and how it is known to have ended. */
    private List<String> episodes(String source) {
        return stored("""
                select a.fingerprint || ' ' || a.alertname || ' ' || e.starts_at_us || ' ' || coalesce(e.end_reason, 0)
                from alert_episodes e join alerts a on a.alert_id = e.alert_id
                where a.source = ? order by 1""", source);
    }

    private List<String> history(String source) {
        List<String> history = new ArrayList<>(episodes(source));
        history.addAll(stored("select notification_id from alert_notifications where source = ? order by 1", source));
        history.addAll(stored("select silence_id || updated_at_us from alert_silences where source = ? order by 1", source));
        history.addAll(stored("""
                select s.ref || ' ' || s.first_seen_us || ' ' || s.last_seen_us from alert_suppressions s
                join alerts a on a.alert_id = s.alert_id where a.source = ? order by 1""", source));
        return history;
    }

    private static String alert(String name, String more) {
        return "{\"labels\":{\"alertname\":\"" + name + "\"}" + more + "}";
    }

    @Test
    default void aPostedAlertOpensAnEpisodeAndEndsIt() {
        String source = Samples.id();
        Instant start = Instant.now().minusSeconds(600);
        String startsAt = ",\"startsAt\":\"" + start + "\"";
        post(source, "[" + alert("A", startsAt + ",\"endsAt\":\"" + Instant.now().plusSeconds(240) + "\"") + "]").then()
                .statusCode(200).body(emptyString());

        assertThat(episodes(source)).singleElement().asString().contains(" A ").endsWith(" 0");

        post(source, "[" + alert("A", startsAt + ",\"endsAt\":\"" + Instant.now().minusSeconds(1) + "\"") + "]").then()
                .statusCode(200).body(emptyString());

        assertThat(episodes(source)).singleElement().asString().endsWith(" 1");
    }

    @Test
    default void repeatsChangeNothing() {
        String source = Samples.id();
        String startsAt = ",\"startsAt\":\"" + Instant.now().minusSeconds(600) + "\"";
        for (int i = 0; i < 5; i++) {
            post(source,
                    "[" + alert("A", startsAt + ",\"endsAt\":\"" + Instant.now().plusSeconds(240 + i) + "\"") + "]").then()
                    .statusCode(200);
        }

        assertThat(episodes(source)).hasSize(1);
    }

    @Test
    default void validAlertsAreStoredBesideInvalidOnes() {
        String source = Samples.id();
        post(source, "[" + alert("A", "") + ",{},17," + alert("B", "") + "]").then().statusCode(400)
                .contentType("application/problem+json").body("type", equalTo("urn:alert-history:problem:invalid_alerts"),
                        "detail", startsWith("2 alerts are invalid, all others are stored"), "errors.pointer",
                        equalTo(List.of("/1", "/2")), "errors[0].message", containsString("labels"));

        assertThat(episodes(source)).hasSize(2);
    }

    @Test
    default void aPrefixNamesTheSender() {
        String source = Samples.id();
        String prefix = "/api/v1/sources/" + source + "/api/v2";
        json("[" + alert("A", "") + "]").post(prefix + "/alerts").then().statusCode(200).body(emptyString());

        assertThat(episodes(source)).hasSize(1);
        when().get(prefix + "/status").then().statusCode(200).body("cluster.status", equalTo("disabled"));
    }

    @Test
    default void refusesWhatIsNoArrayOfAlerts() {
        post("", "{}").then().statusCode(422).body("errors[0].message", equalTo("must be an array of alerts"));
        post("", "17").then().statusCode(422);
        post("", "[").then().statusCode(400);
        post("", "").then().statusCode(422);
        post("", "[]").then().statusCode(200);
        post("x".repeat(256), "[]").then().statusCode(422).body("errors[0].parameter", equalTo("source"));
        json("[" + "0,".repeat(20_000) + "0]").post(POSTED).then().statusCode(422).body("errors[0].message",
                equalTo("must have at most 20,000 elements"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct/prometheus-3.5-post-alerts.jsonl", "direct/vmalert-1.145-post-alerts.jsonl" })
    default void recordedPostsAreTaken(String file) {
        String source = Samples.id();
        RecordedEvents.bodies(file).forEach(body -> post(source, body.text()).then().statusCode(200));

        List<String> once = episodes(source);
        RecordedEvents.bodies(file).forEach(body -> post(source, body.text()).then().statusCode(200));

        assertThat(once).isNotEmpty();
        assertThat(episodes(source)).isEqualTo(once);
    }

    @Test
    default void looksLikeAnAlertmanager() {
        when().get("/api/v2/status").then().statusCode(200).body("cluster.status", equalTo("disabled"), "cluster.peers",
                hasSize(0), "config.original", equalTo(""), "versionInfo.goVersion", startsWith("java"),
                "versionInfo.buildUser", equalTo(""), "uptime", containsString("T"));
        when().get("/-/healthy").then().statusCode(200).body(equalTo("OK"));
        when().get("/-/ready").then().statusCode(200).body(equalTo("OK"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "v1-0.33", "v2-0.35" })
    default void eventsComeToTheSameInWhateverOrderAndNumber(String folder) {
        List<JsonText> events = RecordedEvents.folder(folder);
        String inOrder = Samples.id();
        send(inOrder, batch(events)).then().statusCode(200).body("received", equalTo(events.size()), "unknown", equalTo(0),
                "rejected", hasSize(0), "recorded", greaterThan(10));
        List<String> expected = history(inOrder);
        assertThat(expected).hasSizeGreaterThan(10);

        send(inOrder, batch(events)).then().statusCode(200).body("recorded", equalTo(0));
        assertThat(history(inOrder)).isEqualTo(expected);

        String reversed = Samples.id();
        List<JsonText> backwards = new ArrayList<>(events);
        Collections.reverse(backwards);
        backwards.forEach(event -> send(reversed, event.text()).then().statusCode(200).body("received", equalTo(1)));
        assertThat(episodes(reversed)).isEqualTo(episodes(inOrder));
        assertThat(history(reversed)).hasSameSizeAs(expected);
    }

    @Test
    default void aBadEventDoesNotRefuseTheBatch() {
        String source = Samples.id();
        String good = RecordedEvents.file("v2-0.35/event-alertCreated.json").get(0).text();
        String unknown = "{\"@timestamp\":\"2026-11-29T02:30:00Z\",\"data\":{\"alertSnoozed\":{}}}";

        send(source, "[17," + good + "," + unknown + ",{\"data\":{}}]").then().statusCode(200).body("received", equalTo(4),
                "recorded", equalTo(1), "unknown", equalTo(1), "rejected.index", equalTo(List.of(0, 3)),
                "rejected[0].code", equalTo("invalid_field"), "rejected[0].message", equalTo("event must be an object"));
        send(source, "[" + "0,".repeat(200) + "0]").then().statusCode(200).body("received", equalTo(201), "rejected",
                hasSize(100));
        send(source, "17").then().statusCode(422);
        send(source, "[").then().statusCode(400);
    }

    /** A notification of 5,120 alerts is one event of some megabytes. */
    @Test
    default void aLargeNotificationIsTaken() {
        String source = Samples.id();
        String event = RecordedEvents.file("v1-0.33/event-notification.json").get(0).text();
        int start = event.indexOf('[') + 1;
        int end = event.indexOf("\"firingAlerts\"");
        String alert = event.substring(start, event.lastIndexOf(']', end));
        String many = IntStream.range(1, 5121)
                .mapToObj(i -> alert.replaceAll("\"(fingerprint|hash)\": ?\"[0-9]+\"", "\"$1\":\"" + i + "\""))
                .collect(Collectors.joining(","));
        String sent = event.substring(0, start) + many + event.substring(event.lastIndexOf(']', end));

        assertThat(sent.length()).isGreaterThan(2_300_000);
        send(source, sent).then().statusCode(200).body("rejected", hasSize(0), "recorded", equalTo(5121));
        assertThat(stored("select count(*) from alerts where source = ?", source)).containsExactly("5120");
    }

    @Test
    default void isCountedBySenderAndOutcome() {
        Map<String, String> series = Map.of("prometheus", "rejected", "alertmanager_events", "unknown");
        series.forEach((sender, outcome) -> when().get("/q/metrics").then().body(
                containsString("alert_history_alerts_received_total{outcome=\"" + outcome + "\",source=\"" + sender + "\"}")));
    }
}
