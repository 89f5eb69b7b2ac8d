package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.LiveClient;
import io.alerthistory.support.PostgresServer;

/** Two replicas of the packaged jar on one database: a client of either sees what is written to the other. */
class PackagedLiveIT extends PackagedService {

    private static final int RESTART = 1012;

    private String database;
    private Process first;
    private Process second;
    private int firstPort;
    private int secondPort;

    @BeforeEach
    void startReplicas() throws Exception {
        database = PostgresServer.createDatabase();
        firstPort = freePort();
        secondPort = freePort();
        first = replica("first", firstPort);
        awaitReady(firstPort, first);
        second = replica("second", secondPort);
        awaitReady(secondPort, second);
    }

    @AfterEach
    void endReplicas() {
        first.destroyForcibly();
        second.destroyForcibly();
    }

    private Process replica(String name, int port) throws Exception {
        return start(Map.of("PORT", String.valueOf(port), "POD_ID", name, "SHUTDOWN_DELAY_SECONDS", "0", "DATABASE_URL",
                "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database));
    }

    private int post(int port, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void whatIsWrittenToOneIsSeenAtTheOther() throws Exception {
        try (LiveClient client = new LiveClient(secondPort, Map.of()).subscribe("session:s")) {
            assertThat(post(firstPort, SESSION)).isEqualTo(201);
            client.await("session.created", "s");

            String chunk = "{\"type\":\"llm.stream.chunk\",\"chunk\":\"%s\",\"stream_type\":\"thought\",\"is_complete\":true,"
                    + "\"llm_interaction_id\":\"l-1\"}";
            assertThat(post(firstPort, "/api/v1/history/sessions/s/live", chunk.formatted("why?"))).isEqualTo(202);
            assertThat(client.await("llm.stream.chunk", "s").path("chunk").asText()).isEqualTo("why?");
            String large = "ü漢".repeat(9_000); // more than one NOTIFY takes
            assertThat(post(firstPort, "/api/v1/history/sessions/s/live", chunk.formatted(large))).isEqualTo(202);
            assertThat(client.await("llm.stream.chunk", "s").path("chunk").asText()).isEqualTo(large);
        }
    }

    @Test
    void whoHearsNothingAnyMoreReadsAgain() throws Exception {
        try (LiveClient client = new LiveClient(secondPort, Map.of()).subscribe("sessions");
                Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> statement.executeQuery(
                        "select 1 from pg_stat_activity where query like 'LISTEN%' and datname = current_database()").next());
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%'"
                        + " and datname = current_database()");
                assertThat(post(firstPort, SESSION.replace("\"s\"", "\"s" + i + "\""))).isEqualTo(201);
                client.await("session.created", "s" + i);
            }
        }
    }

    @Test
    void whoIsConnectedToAReplicaThatStopsIsSentToAnother() throws Exception {
        long last;
        try (LiveClient client = new LiveClient(secondPort, Map.of()).subscribe("session:s")) {
            assertThat(post(firstPort, SESSION)).isEqualTo(201);
            last = client.await("session.created", "s").path("id").asLong();
            second.destroy();
            assertThat(client.closeCode()).isEqualTo(RESTART);
        }
        assertThat(send(HttpRequest.newBuilder(uri(firstPort, "/api/v1/history/sessions/s"))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"status\":\"cancelled\"}")))).isEqualTo(200);
        try (LiveClient client = new LiveClient(firstPort, Map.of()).subscribe("session:s")) {
            client.send("{\"action\":\"catchup\",\"channel\":\"session:s\",\"last_event_id\":" + last + "}");
            assertThat(client.await("session.cancelled", "s").path("id").asLong()).isGreaterThan(last);
        }
    }
}
