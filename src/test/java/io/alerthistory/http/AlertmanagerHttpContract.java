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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Generated;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import net.jqwik.api.Arbitraries;

/** The webhook with what real Alertmanagers sent, and what others send (src/test/resources/alertmanager). */
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
        // 3 of 0.25; 3 of 0.33, 2 of which fire on with a later start, as if they had not paused; 2 of the truncated group
        assertThat(expected).hasSize(8);
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
        AtomicInteger next = new AtomicInteger();
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
        for (String version : List.of("\"3\"", "\"14\"", "\"\"", "4", "null")) {
            post("{\"version\":" + version + ",\"alerts\":[]}").then().statusCode(422).body("errors[0].pointer",
                    equalTo("/version"));
        }
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

    /** The alert of a fixture under a name of its own, with the values of some of its members changed. */
    private static String alert(String own, String status, String startsAt, String endsAt) {
        return """
                {"version":"4","receiver":"r","groupLabels":{},"alerts":[{"status":"%s","labels":{"alertname":"%s"},
                "startsAt":"%s","endsAt":"%s","fingerprint":"%s"}]}""".formatted(status, own, startsAt, endsAt, own);
    }

    private static String firing(String own, String startsAt) {
        return alert(own, "firing", startsAt, "0001-01-01T00:00:00Z");
    }

    private static JsonPath listed(String own) {
        return given().queryParam("alert_type", own).get(SESSIONS).then().statusCode(200)
                .extract().jsonPath();
    }

    /** The detail of the only session of an alert. */
    private static JsonPath only(String own) {
        JsonPath page = listed(own);
        assertThat(page.getList("sessions")).hasSize(1);
        return given().get(SESSIONS + "/" + page.getString("sessions[0].session_id")).jsonPath();
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT" })
    default void grafanasAlertsAreKeptWithAllTheyHave(String method) {
        String own = Samples.id();
        json(ownAlert("grafana-firing.json", own)).request(method, WEBHOOK).then().statusCode(200).body("created", equalTo(1),
                "errors", hasSize(0));
        JsonPath detail = only(own);
        assertThat(detail.getString("status")).isEqualTo("in_progress");
        Map<String, Object> data = detail.getMap("alert_data");
        assertThat(data).containsKeys("values", "valueString", "silenceURL", "dashboardURL", "panelURL", "ruleUID", "imageURL",
                "commonLabels", "commonAnnotations", "truncatedAlerts", "appVersion")
                .containsEntry("title", "[FIRING:1] Checkout latency Shop (checkout shop)").containsEntry("state", "alerting")
                .containsEntry("orgId", 1).containsEntry("status", "firing").doesNotContainKey("omitted_members");
        String text = given().get(SESSIONS + "/" + detail.getString("session_id")).asString();
        assertThat(text.split("\"orgId\"", -1)).as("once").hasSize(2);

        json(ownAlert("grafana-resolved.json", own)).request(method, WEBHOOK).then().statusCode(200).body("updated",
                equalTo(1));
        assertThat(only(own).getLong("duration_ms")).isEqualTo(19 * 60_000);
    }

    private static String ownAlert(String fixture, String own) {
        return fixture(fixture).replaceAll("\"fingerprint\": ?\"", "\"fingerprint\":\"" + own + "-").replaceAll(
                "\"alertname\": ?\"[^\"]*\"", "\"alertname\":\"" + own + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "grafana-webhook.json", "grafana-nodata.json", "grafana-test-button.json",
            "mimir-alertmanager.json",
            "openshift-alertmanager.json", "vmalert-via-alertmanager.json" })
    default void otherSendersAreUnderstood(String fixture) {
        String own = Samples.id();
        post(ownAlert(fixture, own)).then().statusCode(200).body("created", equalTo(1), "errors", hasSize(0));
        post(ownAlert(fixture, own)).then().statusCode(200).body("unchanged", equalTo(1));
        assertThat(only(own).getString("status")).isEqualTo("in_progress");
    }

    @Test
    default void whatTheNotificationSaysIsKeptWithEveryAlert() {
        String own = Samples.id();
        post(ownAlert("alertmanager-webhook-v0.35-truncated.json", own)).then().statusCode(200).body("errors", hasSize(0));
        String id = listed(own).getString("sessions[0].session_id");
        Map<String, Object> sent = JsonPath.from(ownAlert("alertmanager-webhook-v0.35-truncated.json", own)).getMap("$");
        Map<String, Object> data = given().get(SESSIONS + "/" + id).jsonPath().getMap("alert_data");
        for (String member : List.of("notification_reason", "truncatedAlerts", "groupLabels", "commonLabels",
                "commonAnnotations", "receiver", "groupKey", "externalURL")) {
            assertThat(data).as(member).containsEntry(member, sent.get(member));
        }
    }

    @Test
    default void aMessageThatIsTooLongForEveryAlertIsLeftOutAlone() {
        String own = Samples.id();
        String body = firing(own, "2026-11-20T00:00:00Z");
        post("{\"message\":\"" + "x".repeat(70_000) + "\",\"title\":\"t\",\"u\\u0000\":1,\"v\":\"\\ud800\","
                + body.substring(1)).then().statusCode(200).body("created", equalTo(1), "errors", hasSize(0));
        Map<String, Object> data = only(own).getMap("alert_data");
        assertThat(data).containsEntry("title", "t").containsEntry("omitted_members", 3).doesNotContainKey("message");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"labels\":\"severity=critical\"", "\"labels\":[]", "\"labels\":{\"severity\":3}",
            "\"labels\":{\"severity\":null}", "\"annotations\":\"none\"", "\"annotations\":{\"a\":{}}", "\"annotations\":7",
            "\"labels\":{},\"labels\":{\"a\":[\"b\"]}" })
    default void labelsAndAnnotationsAreObjectsOfStrings(String broken) {
        String own = Samples.id();
        String alert = "{\"status\":\"firing\",\"startsAt\":\"2026-11-20T23:41:34Z\",\"fingerprint\":\"";
        post("{\"version\":\"4\",\"alerts\":[" + alert + own + "-1\"," + broken + "}," + alert + own
                + "-2\",\"labels\":{\"alertname\":\"" + own + "\"},\"annotations\":null}]}").then().statusCode(200)
                .body("created", equalTo(1), "errors.index", equalTo(List.of(0)), "errors[0].code", equalTo("invalid_field"),
                        "errors[0].message", containsString("must be an object of strings"));
        assertThat(only(own).getString("status")).isEqualTo("in_progress");
    }

    /** As two Prometheus replicas made a real Alertmanager send it. */
    @Test
    default void aStartThatMovesBackIsTheSameSession() {
        String own = Samples.id();
        post(firing(own, "2026-11-29T02:49:16Z")).then().body("created", equalTo(1));
        post(firing(own, "2026-11-29T02:49:01Z")).then().body("created", equalTo(0), "errors", hasSize(0));
        post(alert(own, "resolved", "2026-11-29T02:49:01Z", "2026-11-29T02:55:01Z")).then().body("created", equalTo(0),
                "updated",
                equalTo(1));
        post(firing(own, "2026-11-29T02:49:16Z")).then().body("unchanged", equalTo(1));
        post(alert(own, "resolved", "2026-11-29T02:49:16Z", "2026-11-29T02:55:01Z")).then().body("unchanged", equalTo(1));
        JsonPath detail = only(own);
        assertThat(detail.getString("status")).isEqualTo("completed");
        assertThat(detail.getString("alert_id")).isEqualTo(own + "@2026-11-29T02:49:01Z");
        assertThat(detail.getLong("duration_ms")).isEqualTo(360_000);
    }

    @Test
    default void aResolvedAlertEndsWhatStartedWithinIt() {
        String own = Samples.id();
        post(firing(own, "2026-11-29T02:49:16Z")).then().body("created", equalTo(1));
        post(alert(own, "resolved", "2026-11-29T02:40:00Z", "2026-11-29T02:45:00Z")).then().body("created", equalTo(1));
        assertThat(listed(own).<String> getList("sessions.status")).containsExactlyInAnyOrder("completed", "in_progress");
        post(alert(own, "resolved", "2026-11-29T02:49:01Z", "2026-11-29T02:55:01Z")).then().body("updated", equalTo(1));
        assertThat(listed(own).<String> getList("sessions.status")).containsExactly("completed", "completed");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"0001-01-01T00:00:00Z\"", "null", "\"\"" })
    default void aResolvedAlertWithoutAnEndEndsWhenItIsReceived(String endsAt) {
        String own = Samples.id();
        post(firing(own, "2026-01-01T00:00:00Z")).then().body("created", equalTo(1));
        long before = System.currentTimeMillis() * 1000;
        String resolved = alert(own, "resolved", "2026-01-01T00:00:00Z", "END").replace("\"END\"", endsAt);
        post(resolved).then().body("updated", equalTo(1), "errors", hasSize(0));
        JsonPath ended = only(own);
        assertThat(ended.getLong("completed_at_us")).isBetween(before, System.currentTimeMillis() * 1000 + 1000);
        post(resolved).then().body("unchanged", equalTo(1));
        assertThat(only(own).getLong("completed_at_us")).isEqualTo(ended.getLong("completed_at_us"));
    }

    @Test
    default void anAlertThatFiresOnEndsAtItsLastEnd() {
        String own = Samples.id();
        List<Map<String, Object>> deliveries = JsonPath.from(ownAlert("refire-same-start.json", own)).getList("$");
        deliveries.forEach(delivery -> json(delivery).post(WEBHOOK).then().statusCode(200).body("errors", hasSize(0)));
        assertThat(only(own).getLong("duration_ms")).isEqualTo(3_600_000);
        json(deliveries.get(1)).post(WEBHOOK).then().body("unchanged", equalTo(1));
        assertThat(only(own).getLong("duration_ms")).isEqualTo(3_600_000);
    }

    @Test
    default void nothingIsLostForItsLength() {
        String sent = fixture("long-alertname.json").replace("b6e1f00dcafe0002", Samples.id());
        post(sent).then().statusCode(200).body("created", equalTo(1), "errors", hasSize(0));
        String name = JsonPath.from(sent).getString("alerts[0].labels.alertname");
        assertThat(name.length()).isGreaterThan(255);
        String emoji = Samples.id() + "\uD83D\uDE00".repeat(128);
        String fingerprint = Samples.id() + "f".repeat(300);
        String body = firing(emoji, "2026-11-20T00:00:00Z").replace("\"fingerprint\":\"" + emoji,
                "\"fingerprint\":\"" + fingerprint);
        post(body).then().body("created", equalTo(1), "errors", hasSize(0));
        post(body).then().body("unchanged", equalTo(1));
        JsonPath detail = only(emoji.substring(0, 36 + 2 * 109)); // 255 would divide the last one
        assertThat(detail.getString("alert_data.labels.alertname")).isEqualTo(emoji);
        assertThat(detail.getString("alert_data.fingerprint")).isEqualTo(fingerprint);
        assertThat(detail.getString("alert_id")).hasSizeLessThan(255);
    }

    /** Several starts of each firing, their ends, all of it several times, from two senders at once, in any order. */
    @Test
    default void randomDeliveriesWithStartsThatMoveComeToTheSame() {
        Generated.forAll(Arbitraries.longs(), 8, seed -> {
            Random random = new Random(seed);
            String own = Samples.id();
            List<String> bodies = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int firing = 0; firing < 3; firing++) {
                int hour = firing * 2;
                List<Integer> starts = random.ints(1 + random.nextInt(3), 0, 30).distinct().boxed().toList();
                starts.forEach(start -> bodies.add(firing(own, time(hour, start))));
                boolean told = firing < 2 || random.nextBoolean();
                if (told) {
                    starts.forEach(start -> bodies.add(alert(own, "resolved", time(hour, start), time(hour, 45))));
                }
                expected.add(time(hour, Collections.min(starts)) + (told ? " completed" : " in_progress"));
            }
            List<String> sent = new ArrayList<>(bodies);
            sent.addAll(bodies);
            Collections.shuffle(sent, random);
            AtomicInteger next = new AtomicInteger();
            assertThat(Api.together(sent.size(), () -> post(sent.get(next.getAndIncrement()))))
                    .extracting(Response::statusCode).containsOnly(200);
            JsonPath page = listed(own);
            List<String> found = new ArrayList<>();
            for (String id : page.<String> getList("sessions.session_id")) {
                JsonPath detail = given().get(SESSIONS + "/" + id).jsonPath();
                found.add(detail.getString("alert_id").substring(own.length() + 1) + " " + detail.getString("status"));
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            bodies.forEach(body -> post(body).then().body("unchanged", equalTo(1)));
        });
    }

    private static String time(int hour, int minute) {
        return "2026-11-20T%02d:%02d:00Z".formatted(hour, minute);
    }
}
