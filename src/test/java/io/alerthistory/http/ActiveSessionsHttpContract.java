package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;
import io.restassured.response.Response;

/** What is going on. Each test ends what it began, for the list is short. */
interface ActiveSessionsHttpContract {

    String ACTIVE = "/api/v1/history/active-sessions";

    /** Newer than what the other tests leave behind. */
    long FUTURE = 3_000_000_000_000_000L;

    private static Response active() {
        return given().get(ACTIVE).then().statusCode(200).contentType(startsWith("application/json")).extract().response();
    }

    private static String open(String status, long startedAtUs) {
        return open(Samples.id(), status, startedAtUs);
    }

    private static String open(String id, String status, long startedAtUs) {
        Map<String, Object> body = Api.session(id);
        body.put("alert_type", "PodCrashLooping");
        body.put("status", status);
        body.put("started_at_us", startedAtUs);
        json(body).post(SESSIONS).then().statusCode(201);
        return id;
    }

    private static void end(List<String> ids) {
        ids.forEach(id -> Api.patch(id, Map.of("status", "cancelled", "completed_at_us", FUTURE + 1_000_000)).then()
                .statusCode(200));
    }

    private static List<String> first(int count) {
        return active().<List<String>> path("session_id").subList(0, count);
    }

    @Test
    default void listsEveryStateThatIsNoEndTheNewestFirst() {
        String pending = open("pending", FUTURE);
        String running = open("in_progress", FUTURE + 300_000);
        String paused = open("paused", FUTURE + 100_000);
        String canceling = open("canceling", FUTURE + 200_000);
        assertThat(first(4)).containsExactly(running, canceling, paused, pending);
        for (String status : List.of("completed", "failed", "cancelled", "timed_out")) {
            Map<String, Object> body = Api.session(Samples.id());
            body.put("status", status);
            body.put("started_at_us", FUTURE + 400_000);
            body.put("completed_at_us", FUTURE + 400_000);
            json(body).post(SESSIONS).then().statusCode(201);
        }
        assertThat(first(4)).containsExactly(running, canceling, paused, pending);
        end(List.of(pending, running, paused, canceling));
        assertThat(active().<List<String>> path("session_id")).doesNotContain(pending, running, paused, canceling);
    }

    @Test
    default void ordersByTheMicrosecondAndThenByTheId() {
        String own = Samples.id();
        List<String> ids = List.of(open(own + "-a", "in_progress", FUTURE + 7), open(own + "-c", "in_progress", FUTURE + 5),
                open(own + "-b", "in_progress", FUTURE + 7), open(own + "-d", "in_progress", FUTURE + 1_000),
                open(own + "-e", "in_progress", FUTURE - 1));
        assertThat(first(5)).containsExactly(own + "-d", own + "-b", own + "-a", own + "-c", own + "-e");
        end(ids);
    }

    @Test
    default void showsWhatACardNeedsAndNoChain() {
        Map<String, Object> body = Api.session(Samples.id());
        body.put("alert_type", "PodCrashLooping");
        body.put("author", "alice");
        body.put("status", "in_progress");
        body.put("started_at_us", FUTURE);
        json(body).post(SESSIONS).then().statusCode(201);
        String id = (String) body.get("session_id");
        Api.patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "limit"), "error_message", "slow")).then()
                .statusCode(200);

        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("session_id", id);
        shown.put("agent_type", "kubernetes");
        shown.put("alert_type", "PodCrashLooping");
        shown.put("status", "paused");
        shown.put("author", "alice");
        shown.put("started_at_us", FUTURE);
        shown.put("completed_at_us", null);
        shown.put("error_message", "slow");
        shown.put("pause_metadata", Map.of("reason", "limit"));
        shown.put("duration_seconds", 0.0f); // another machine's clock is ahead
        Response answer = active();
        assertThat(answer.<Map<String, Object>> path("[0]")).containsExactlyEntriesOf(shown);
        assertThat(answer.asString()).startsWith("[").doesNotContain("chain_id");
        end(List.of(id));
    }

    @Test
    default void whatIsAbsentIsNull() {
        Map<String, Object> body = Api.session(Samples.id());
        body.put("started_at_us", FUTURE);
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(active().<Map<String, Object>> path("[0]")).containsEntry("alert_type", null)
                .containsEntry("error_message", null).containsEntry("pause_metadata", null)
                .containsEntry("completed_at_us", null);
        end(List.of((String) body.get("session_id")));
    }

    @Test
    default void theDurationGoesOnUntilNow() {
        String id = open("in_progress", Micros.now(Clock.systemUTC()) - 90_000_000);
        Number duration = active().path("find { it.session_id == '" + id + "' }.duration_seconds");
        assertThat(duration).isInstanceOf(Float.class);
        assertThat(duration.doubleValue()).isGreaterThanOrEqualTo(90);
        Api.patch(id, Map.of("status", "cancelled")).then().statusCode(200);
    }

    @Test
    default void beyondAThousandTheNewestAreShownAndTheRestIsTold() {
        String own = Samples.id();
        webhook(own, "firing").body("created", equalTo(1001));
        Response answer = active();
        assertThat(answer.header("X-Truncated")).isEqualTo("true");
        assertThat(answer.<List<String>> path("alert_type")).hasSize(1000).containsOnly(own);
        assertThat(answer.<List<Long>> path("started_at_us")).isSortedAccordingTo((a, b) -> Long.compare(b, a))
                .last().isEqualTo(FUTURE + 1_000_000); // and so not the first, which is the oldest
        webhook(own, "resolved").body("updated", equalTo(1001));
        assertThat(active().<List<String>> path("alert_type")).doesNotContain(own);
    }

    private static io.restassured.response.ValidatableResponse webhook(String own, String status) {
        List<Map<String, Object>> alerts = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> Map.<String, Object> of("status", status, "fingerprint", own + "-" + i, "labels",
                        Map.of("alertname", own), "startsAt", second(i), "endsAt",
                        status.equals("firing") ? "0001-01-01T00:00:00Z" : second(i + 1)))
                .toList();
        return json(Map.of("version", "4", "alerts", alerts)).post(WEBHOOK).then().statusCode(200);
    }

    private static String second(int i) {
        return Instant.ofEpochSecond(FUTURE / 1_000_000 + i).toString();
    }
}
