package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/**
 * Clients that hang up while their request is in the database. Each of them would cost a connection of the pool for ever, were
 * the work
 * not detached from its caller (quarkusio/quarkus#51576; see PostgresDatabase).
 */
@QuarkusTest
@TestProfile(AbortedRequestsTest.SmallPool.class)
class AbortedRequestsTest {

    private static final int POOL = 2;
    private static final int ABORTED = 3 * POOL;

    /** So small that a leak is seen at once. */
    public static class SmallPool extends OnPostgresql {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("POSTGRES_POOL_SIZE", String.valueOf(POOL), "POSTGRES_MAX_OVERFLOW", "0");
        }
    }

    static Stream<Arguments> operations() {
        String session = SESSIONS + "/%s";
        return Stream.of(
                Arguments.of("GET", SESSIONS, ""),
                Arguments.of("GET", session, ""),
                Arguments.of("POST", SESSIONS, "{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}"),
                Arguments.of("PATCH", session, "{\"pod_id\":\"p\"}"),
                Arguments.of("POST", session + "/stages",
                        "{\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\"}"),
                Arguments.of("PATCH", SESSIONS + "/%1$s/stages/stage-%1$s", "{\"status\":\"active\"}"),
                Arguments.of("POST", session + "/llm-interactions", "{\"interaction_id\":\"llm-%s\",\"model_name\":\"m\"}"),
                Arguments.of("POST", session + "/llm-interactions",
                        "[{\"interaction_id\":\"l2-%1$s\",\"model_name\":\"m\"},{\"interaction_id\":\"l2-%1$s\",\"model_name\":\"m\"}]"),
                Arguments.of("POST", session + "/mcp-interactions",
                        "{\"communication_id\":\"mcp-%s\",\"server_name\":\"s\",\"communication_type\":\"tool_list\"}"),
                Arguments.of("POST", WEBHOOK, "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"fingerprint\":\"%s\","
                        + "\"startsAt\":\"2026-11-20T23:41:34Z\"}]}"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("operations")
    void giveTheirConnectionsBack(String method, String path, String body) throws Exception {
        String session = Api.created("in_progress");
        Api.json(Api.stage("stage-" + session, 0)).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access exclusive mode");
            for (int i = 0; i < ABORTED; i++) {
                sendAndHangUp(method, path.formatted(session), body.formatted(session), i == 0 ? statement : null);
            }
            other.rollback();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(OperationsHttpContract.metric("sql_pool_active{pool_name=\"postgresql\",pool_type=\"sql\"}"))
                        .isZero());
        for (int i = 0; i < ABORTED; i++) {
            Api.patch(session, Map.of("current_stage_index", i)).then().statusCode(200); // one that needs an entity's transaction
        }
        RestAssured.given().get("/q/health/ready").then().statusCode(200);
    }

    private static void sendAndHangUp(String method, String path, String body, Statement observer)
            throws IOException, SQLException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoLinger(true, 0); // closing resets the connection, as a killed client's kernel does
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (content.length == 0 ? "" : "Content-Type: application/json\r\n") + "Content-Length: " + content.length
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            if (observer != null) {
                awaitBlocked(observer);
            } else {
                // The next ones wait in the pool's queue or at the lock; either is a place to be cancelled at.
                Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        }
    }

    private static void awaitBlocked(Statement observer) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (ResultSet waiting = observer.executeQuery(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'alert-history'")) {
                waiting.next();
                return waiting.getInt(1) > 0;
            }
        });
    }
}
