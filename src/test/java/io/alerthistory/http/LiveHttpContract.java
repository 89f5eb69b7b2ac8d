package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.created;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.inject.spi.CDI;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.EventStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Samples;
import io.alerthistory.support.StreamClient;
import io.restassured.RestAssured;

/** What happens is seen as it happens (docs/live.md). */
interface LiveHttpContract {

    String EVENTS = "/api/v1/events";

    /** Writes an event that tells of no change. */
    private static void publish(String sessionId, String type, String fields) {
        Await.on(() -> CDI.current().select(EventStore.class).get().publish(sessionId, type, fields));
    }

    /** The id of a session's first event. Those of others before it may have expired. */
    private static long firstEvent(String sessionId) {
        EventStore events = CDI.current().select(EventStore.class).get();
        EventFilter own = EventFilter.of(Channel.ofSession(sessionId));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !Await.on(() -> events.after(0, own, 1)).isEmpty());
        return Await.on(() -> events.after(0, own, 1)).get(0).id();
    }

    private static int refusal(Map<String, String> headers) {
        CompletionException failure = catchThrowableOfType(CompletionException.class, () -> new LiveClient(headers).close());
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    private static Map<String, Object> chunk(String text, boolean isComplete) {
        Map<String, Object> body = new HashMap<>();
        body.put("type", "llm.stream.chunk");
        body.put("chunk", text);
        body.put("stream_type", "thought");
        body.put("is_complete", isComplete);
        body.put("llm_interaction_id", "l-1");
        return body;
    }

    @Test
    default void aClientIsGreetedAndAnswered() {
        try (LiveClient client = LiveClient.connected()) {
            assertThat(client.await("connection.established").path("connection_id").asText()).isNotBlank();
            client.send("{\"action\":\"ping\"}");
            client.await("pong");
            client.send("{\"action\":\"subscribe\",\"channel\":\"sessions\"}");
            assertThat(client.await("subscription.confirmed").path("channel").asText()).isEqualTo("sessions");
            client.send("{\"action\":\"unsubscribe\",\"channel\":\"sessions\"}");
            assertThat(client.await("subscription.cancelled").path("channel").asText()).isEqualTo("sessions");
            client.send("{\"action\":\"dance\"}");
            assertThat(client.await("error").path("message").asText()).contains("subscribe");
        }
    }

    @Test
    default void aViewerOfASessionGetsItsEvents() {
        String id = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("session:" + id)) {
            publish(id, "stage.started", "{\"stage_name\":\"Collect\"}");

            JsonNode frame = client.await("stage.started");
            assertThat(frame.path("session_id").asText()).isEqualTo(id);
            assertThat(frame.path("stage_name").asText()).isEqualTo("Collect");
            assertThat(frame.path("id").asLong()).isPositive();
            assertThat(frame.path("timestamp_us").asLong()).isPositive();
        }
    }

    @Test
    default void whoComesBackCatchesUp() {
        String id = created("in_progress");
        publish(id, "stage.started", "{\"expected_parallel_count\":3}");
        publish(id, "stage.completed", "{\"status\":\"completed\"}");
        long first = firstEvent(id);
        try (LiveClient client = LiveClient.connected()) {
            client.send("{\"action\":\"subscribe\",\"channel\":\"session:" + id + "\"}")
                    .send("{\"action\":\"catchup\",\"channel\":\"session:" + id
                            + "\",\"last_event_id\":" + first + "}");

            // The cursor comes after it.
            List<JsonNode> backlog = client.until("history.cursor");
            assertThat(backlog).filteredOn(frame -> frame.has("id")).extracting(frame -> frame.path("id").asLong()).isSorted()
                    .doesNotHaveDuplicates();
            assertThat(backlog).extracting(frame -> frame.path("type").asText()).contains("stage.started", "stage.completed");
            assertThat(backlog).filteredOn(frame -> frame.path("type").asText().equals("stage.started"))
                    .last().satisfies(frame -> assertThat(frame.path("expected_parallel_count").isNull()).isTrue());
        }
    }

    @Test
    default void aNewSessionIsOnTheList() {
        try (LiveClient client = LiveClient.connected().subscribe("sessions")) {
            String id = created("pending");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                JsonNode frame = client.await("session.created");
                return frame.path("session_id").asText().equals(id);
            });
        }
    }

    @Test
    default void aPausedSessionIsReadAgain() {
        String id = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("session:" + id)) {
            Api.patch(id, Map.of("status", "paused")).then().statusCode(200);

            client.await("session.paused");
            assertThat(client.await("history.changed").path("data").isObject()).isTrue();
        }
    }

    @Test
    default void whatIsNoJsonEndsTheConnection() {
        try (LiveClient client = LiveClient.connected()) {
            client.send("no json").send("[]").send("no json");

            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    default void aFrameOver64KilobytesEndsTheConnection() {
        try (LiveClient client = LiveClient.connected()) {
            client.send("x".repeat(70_000));

            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    default void aMessageOver64KilobytesEndsTheConnection() {
        try (LiveClient client = LiveClient.connected()) {
            client.sendPart("x".repeat(40_000), false).sendPart("x".repeat(40_000), true);

            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    default void aPageOfAnotherOriginMayNotConnect() {
        assertThat(refusal(Map.of("Origin", "https://evil.example.org"))).isEqualTo(403);
        assertThat(refusal(Map.of("Origin", "null"))).isEqualTo(403);
        given().header("Origin", "https://evil.example.org").get(EVENTS).then().statusCode(403)
                .contentType("application/problem+json");
        new LiveClient(Map.of("Origin", "http://localhost:" + RestAssured.port)).close();
    }

    @Test
    default void aRequestThatIsNoHandshakeIsRefused() {
        given().get("/api/v1/ws").then().statusCode(400).contentType("application/problem+json").body("detail",
                containsString("WebSocket"));
        given().post("/api/v1/ws").then().statusCode(405);
    }

    @Test
    default void anEventStreamHasEveryEventAfterAnId() {
        String id = created("in_progress");
        publish(id, "stage.started", "{\"n\":1}");
        publish(id, "stage.completed", "{\"n\":2}");
        String first;
        try (StreamClient stream = new StreamClient(SESSIONS + "/" + id + "/events?type=stage.&last_event_id="
                + firstEvent(id))) {
            assertThat(stream.head().statusCode()).isEqualTo(200);
            assertThat(stream.head().headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(stream.head().headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(stream.head().headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(stream.line()).isEqualTo("retry: 2000");
            StreamClient.Event event = stream.event();
            first = event.id();
            assertThat(event.type()).isEqualTo("stage.started");
            assertThat(event.data()).contains("\"session_id\":\"" + id + "\"", "\"n\":1");
            assertThat(stream.event().type()).isEqualTo("stage.completed");

            publish(id, "llm.interaction", "{\"n\":3}");
            publish(id, "stage.started", "{\"n\":4}");
            assertThat(stream.event().data()).contains("\"n\":4");
        }
        try (StreamClient stream = new StreamClient(SESSIONS + "/" + id + "/events", Map.of("Last-Event-ID", first))) {
            assertThat(stream.event().data()).contains("\"n\":2");
            assertThat(stream.event().type()).isEqualTo("llm.interaction");
            assertThat(stream.event().data()).contains("\"n\":4");
        }
    }

    @Test
    default void theStreamOfAllIsFiltered() {
        String id = created("in_progress");
        try (StreamClient stream = new StreamClient(EVENTS + "?type=stage.&session_id=" + id)) {
            assertThat(stream.line()).isEqualTo("retry: 2000");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> streams() > 0);
            publish(created("in_progress"), "stage.started", "{\"n\":1}");
            publish(id, "session.started", "{\"n\":2}");
            publish(id, "stage.started", "{\"n\":3}");

            assertThat(stream.event().data()).contains("\"n\":3");
        }
    }

    private static double streams() {
        return given().get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("alert_history_live_connections{kind=\"stream\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    @Test
    default void aStreamThatIsLeftIsForgotten() {
        double before = streams();
        StreamClient stream = new StreamClient(EVENTS + "?type=none");
        stream.line();
        stream.close();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> streams() <= before);
    }

    @Test
    default void anInvalidLastIdIsRefused() {
        given().header("Last-Event-ID", "abc").get(EVENTS).then().statusCode(422).contentType("application/problem+json")
                .body("type", endsWith(":invalid_parameter"), "detail", containsString("Last-Event-ID"));
        given().queryParam("last_event_id", "-1").get(EVENTS).then().statusCode(422).body("detail",
                containsString("last_event_id"));
        given().queryParam("last_event_id", "x").get(SESSIONS + "/" + Samples.id() + "/events").then().statusCode(422);
        given().head(EVENTS).then().statusCode(200);
    }

    @Test
    default void whatAnAgentTellsIsShownAndNotStored() {
        String id = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("session:" + id);
                LiveClient other = LiveClient.connected().subscribe("session:" + created("in_progress"));
                StreamClient stream = new StreamClient(SESSIONS + "/" + id + "/events?type=mcp.")) {
            stream.line();
            json(Map.of("type", "session.progress_update", "phase", "distilling", "metadata", Map.of("tokens", 9)))
                    .post(SESSIONS + "/" + id + "/live").then().statusCode(202).body("passed_on", equalTo(true));
            JsonNode progress = client.await("session.progress_update");
            assertThat(progress.path("phase").asText()).isEqualTo("distilling");
            assertThat(progress.path("metadata").path("tokens").asInt()).isEqualTo(9);
            assertThat(progress.has("agent_name")).isTrue();
            assertThat(progress.has("id")).isFalse();

            json(Map.of("type", "mcp.tool_call.started", "communication_id", "m-1", "stage_id", "x", "server_name", "k8s",
                    "tool_name", "pods")).post(SESSIONS + "/" + id + "/live").then().statusCode(202);
            client.await("mcp.tool_call.started");
            StreamClient.Event event = stream.event();
            assertThat(event.type()).isEqualTo("mcp.tool_call.started");
            assertThat(event.id()).isEmpty();
            other.send("{\"action\":\"ping\"}");
            assertThat(other.until("pong")).noneMatch(frame -> frame.path("type").asText().startsWith("session.progress"));
        }
    }

    @Test
    default void theLastChunkIsAlwaysPassedOn() {
        String id = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("session:" + id)) {
            for (int i = 0; i < 20; i++) {
                json(chunk("so far " + i, false)).post(SESSIONS + "/" + id + "/live").then().statusCode(202);
            }
            json(chunk("the end", true)).post(SESSIONS + "/" + id + "/live").then().statusCode(202);

            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.await("llm.stream.chunk").path("chunk").asText().equals("the end"));
        }
    }

    @Test
    default void whatTheOperatorRedactsIsNotShown() {
        String id = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("session:" + id)) {
            json(chunk("the key is redact-me-123.", true)).post(SESSIONS + "/" + id + "/live").then().statusCode(202);

            assertThat(client.await("llm.stream.chunk").path("chunk").asText()).isEqualTo("the key is [redacted].");
        }
    }

    @Test
    default void anInvalidTextIsRefused() {
        String route = SESSIONS + "/" + created("in_progress") + "/live";
        json(Map.of("type", "session.completed")).post(route).then().statusCode(422).body("detail", containsString("type"));
        json(Map.of("phase", "x")).post(route).then().statusCode(422).body("detail", containsString("type"));
        json(Map.of("type", "session.progress_update")).post(route).then().statusCode(422).body("errors[0].pointer",
                equalTo("/phase"));
        json(Map.of("type", "session.progress_update", "phase", "x", "chunk", "y")).post(route).then().statusCode(422)
                .body("detail", containsString("chunk"));
        json(Map.of("type", "session.progress_update", "phase", "x", "other", "y")).post(route).then().statusCode(422)
                .body("detail", containsString("other"));
        json(chunk("x".repeat(100_001), true)).post(route).then().statusCode(422).body("detail", containsString("chunk"));
        json(chunk("x".repeat(100_000), true)).post(route).then().statusCode(202);
        json(chunk("x", true)).post(SESSIONS + "/" + Samples.id() + "/live").then().statusCode(404).body("type",
                endsWith(":session_not_found"));
    }
}
