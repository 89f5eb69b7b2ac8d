package io.alerthistory.http;

import static io.alerthistory.http.Api.created;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.spi.CDI;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.episode.Lapses;
import io.alerthistory.json.JsonText;
import io.alerthistory.live.EventStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Samples;
import io.alerthistory.support.StreamClient;

/** What those who watch are told of alerts (docs/live.md). */
interface AlertEventHttpContract {

    String EVENTS = "/api/v1/events";

    String ALERTS = "/api/v1/alerts";

    /** An alert of its own, with a name that needs quotes. */
    record Alert(String source, String name) {

        static Alert create() {
            return new Alert(Samples.id(), "A \"b\"\n" + Samples.id());
        }

        String fingerprint() {
            return given().queryParam("source", source).queryParam("alertname", name).get(ALERTS).jsonPath()
                    .getString("alerts[0].fingerprint");
        }

        /** Reports it to the service as Prometheus does. */
        Alert report(Instant start, Instant end) {
            json(List.of(Map.of("labels", Map.of("alertname", name, "severity", "critical"), "startsAt", start.toString(),
                    "endsAt", end.toString()))).queryParam("source", source).post("/api/v2/alerts").then().statusCode(200);
            return this;
        }

        Alert fires(Instant start) {
            return report(start, Instant.now().plusSeconds(600));
        }
    }

    private static long newest() {
        return Await.on(() -> CDI.current().select(EventStore.class).get().range()).given();
    }

    private static StreamClient events(long after, String query) {
        return new StreamClient(EVENTS + "?last_event_id=" + after + "&" + query);
    }

    private static JsonNode next(StreamClient stream, String type) {
        StreamClient.Event event = stream.event();
        assertThat(event.type()).isEqualTo(type);
        JsonNode data = new JsonText(event.data()).tree();
        assertThat(data.path("type").asText()).isEqualTo(type);
        assertThat(data.path("id").asText()).isEqualTo(event.id());
        return data;
    }

    private static long us(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static List<String> names(JsonNode data) {
        List<String> names = new ArrayList<>();
        data.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    default void anAlertIsToldFromItsStartToItsEnd() {
        long before = newest();
        Instant start = Instant.now().minusSeconds(300);
        Alert alert = Alert.create().fires(start);
        String fingerprint = alert.fingerprint();
        try (StreamClient stream = events(before, "fingerprint=" + fingerprint)) {
            JsonNode fired = next(stream, "alert.fired");
            assertThat(names(fired)).containsExactlyInAnyOrder("type", "session_id", "fingerprint", "source", "alertname",
                    "severity", "starts_at_us", "timestamp_us", "id");
            assertThat(fired.path("fingerprint").asText()).isEqualTo(fingerprint);
            assertThat(fired.path("source").asText()).isEqualTo(alert.source());
            assertThat(fired.path("alertname").asText()).isEqualTo(alert.name());
            assertThat(fired.path("severity").asText()).isEqualTo("critical");
            assertThat(fired.path("starts_at_us").asLong()).isEqualTo(us(start));

            Instant earlier = start.minusSeconds(60);
            alert.fires(earlier);
            JsonNode moved = next(stream, "alert.moved");
            assertThat(moved.path("previous_starts_at_us").asLong()).isEqualTo(us(start));
            assertThat(moved.path("starts_at_us").asLong()).isEqualTo(us(earlier));

            json(Map.of("comment", "on it")).post(ALERTS + "/" + fingerprint + "/ack").then().statusCode(200);
            json(Map.of("comment", "me too")).post(ALERTS + "/" + fingerprint + "/ack").then().statusCode(200);
            JsonNode acknowledged = next(stream, "alert.acknowledged");
            assertThat(acknowledged.path("alertname").asText()).isEqualTo(alert.name());
            assertThat(acknowledged.path("starts_at_us").asLong()).isEqualTo(us(earlier));
            assertThat(acknowledged.path("acked_at_us").asLong()).isGreaterThan(us(start));
            assertThat(acknowledged.path("acked_by").asText()).isNotEmpty();
            given().delete(ALERTS + "/" + fingerprint + "/ack").then().statusCode(204);
            given().delete(ALERTS + "/" + fingerprint + "/ack").then().statusCode(204);
            assertThat(next(stream, "alert.unacknowledged").path("starts_at_us").asLong()).isEqualTo(us(earlier));

            Instant end = Instant.now();
            alert.report(earlier, end);
            JsonNode resolved = next(stream, "alert.resolved");
            assertThat(resolved.path("ends_at_us").asLong()).isEqualTo(us(end));
            assertThat(resolved.path("end_reason").asText()).isEqualTo("told");
        }
    }

    @Test
    default void repeatsAreNotTold() {
        long before = newest();
        Instant start = Instant.now().minusSeconds(300);
        Alert alert = Alert.create();
        for (int i = 0; i < 3; i++) {
            alert.fires(start);
        }
        Instant end = Instant.now();
        alert.report(start, end).report(start, end);
        alert.fires(Instant.now());
        try (StreamClient stream = events(before, "fingerprint=" + alert.fingerprint())) {
            next(stream, "alert.fired");
            next(stream, "alert.resolved");
            next(stream, "alert.fired");
        }
    }

    @Test
    default void typesAndTheLastIdChooseWhatIsTold() {
        long before = newest();
        Instant start = Instant.now().minusSeconds(300);
        Alert alert = Alert.create().fires(start);
        String fingerprint = "fingerprint=" + alert.fingerprint();
        alert.fires(start.minusSeconds(1)).report(start.minusSeconds(1), Instant.now());
        String second;
        try (StreamClient stream = events(before, "type=alert.moved,alert.res&" + fingerprint)) {
            second = String.valueOf(next(stream, "alert.moved").path("id").asLong());
            next(stream, "alert.resolved");
        }
        try (StreamClient stream = new StreamClient(EVENTS + "?type=alert.&" + fingerprint, Map.of("Last-Event-ID", second))) {
            next(stream, "alert.resolved");
        }
        created("in_progress");
        Alert other = Alert.create().fires(start);
        try (StreamClient stream = events(before, "type=session.,alert.")) {
            List<String> types = new ArrayList<>();
            do {
                types.add(stream.event().type());
            } while (!types.contains("session.started") || !types.contains("alert.moved"));
            assertThat(types).contains("alert.fired", "session.created");
        }
        try (StreamClient stream = events(before, "fingerprint=" + other.fingerprint())) {
            assertThat(next(stream, "alert.fired").path("alertname").asText()).isEqualTo(other.name());
        }
    }

    @Test
    default void aStormIsToldWhole() {
        long before = newest();
        String source = Samples.id();
        String start = Instant.now().minusSeconds(30).toString();
        String end = Instant.now().plusSeconds(600).toString();
        json(IntStream.range(0, 500).mapToObj(i -> Map.of("labels", Map.of("alertname", "Storm" + i), "startsAt", start,
                "endsAt", end)).toList()).queryParam("source", source).post("/api/v2/alerts").then().statusCode(200);

        List<String> names = new ArrayList<>();
        try (StreamClient stream = events(before, "type=alert.fired")) {
            while (names.size() < 500) {
                JsonNode data = next(stream, "alert.fired");
                if (data.path("source").asText().equals(source)) {
                    assertThat(data.path("severity").isNull()).isTrue();
                    names.add(data.path("alertname").asText());
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    default void whatFallsSilentIsAssumedToHaveEnded() {
        long before = newest();
        Instant start = Instant.now().minusSeconds(300);
        Alert alert = Alert.create().report(start, Instant.now().plusMillis(1_500));
        String fingerprint = alert.fingerprint();
        Lapses lapses = CDI.current().select(Lapses.class).get();
        Awaitility.await().until(() -> {
            Await.on(lapses::run);
            return given().get(ALERTS + "/" + fingerprint).jsonPath().getString("alerts[0].state").equals("resolved");
        });

        try (StreamClient stream = events(before, "fingerprint=" + fingerprint)) {
            next(stream, "alert.fired");
            assertThat(next(stream, "alert.resolved").path("end_reason").asText()).isEqualTo("assumed");
        }
    }

    @Test
    default void historyIsNoNews() {
        long before = newest();
        Alert alert = Alert.create().report(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00Z"));
        Instant start = Instant.now().minusSeconds(10);
        alert.fires(start);
        try (StreamClient stream = events(before, "fingerprint=" + alert.fingerprint())) {
            assertThat(next(stream, "alert.fired").path("starts_at_us").asLong()).isEqualTo(us(start));
        }
    }

    /** Its protocol has no types for alerts, and Tarsy's dashboard does not know them. */
    @Test
    default void noChannelOfTheWebSocketHasThem() {
        String session = created("in_progress");
        try (LiveClient client = LiveClient.connected().subscribe("sessions").subscribe("session:" + session)
                .subscribe("cancellations")) {
            long before = newest();
            Alert alert = Alert.create().fires(Instant.now());
            try (StreamClient stream = events(before, "fingerprint=" + alert.fingerprint())) {
                next(stream, "alert.fired"); // so that the hub has passed it on
            }
            Api.patch(session, Map.of("status", "completed")).then().statusCode(200);

            assertThat(client.until("session.completed")).extracting(frame -> frame.path("type").asText())
                    .noneMatch(type -> type.startsWith("alert."));
        }
    }
}
