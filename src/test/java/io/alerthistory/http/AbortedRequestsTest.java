package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.alerthistory.http.Api.BULK;
import static io.alerthistory.http.Api.CLAIMS;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/**
 * Clients that hang up while their request is in the database. Each of them would cost a connection of the pool for ever, were
 * the work not detached from its caller (quarkusio/quarkus#51576; see PostgresDatabase).
 */
@QuarkusTest
@TestProfile(AbortedRequestsTest.SmallPool.class)
class AbortedRequestsTest {

    private static final int POOL = 2;
    private static final int ABORTED = 3 * POOL;
    private static final int UNHINDERED = 24;

    /** So small that a leak is seen at once. */
    public static class SmallPool extends OnPostgresql {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("POSTGRES_POOL_SIZE", String.valueOf(POOL), "POSTGRES_MAX_OVERFLOW", "0");
        }
    }

    /** What another transaction holds, and so the statement at which a request stands still. */
    enum Held {
        /** The first statement of every request. */
        SESSIONS_FIRST("lock table alert_sessions in access exclusive mode"),
        /** Writing to the session, after it was read and locked. */
        SESSIONS_WRITE("lock table alert_sessions in share mode"),
        /** What belongs to a session, after the session was read. */
        BELONGINGS("lock table stage_executions, llm_interactions, mcp_interactions in access exclusive mode");

        private final String sql;

        Held(String sql) {
            this.sql = sql;
        }
    }

    static Stream<Arguments> operations() {
        String session = SESSIONS + "/%1$s";
        return Stream.of(
                operation("GET", SESSIONS, "", Held.SESSIONS_FIRST),
                operation("GET", session, "", Held.SESSIONS_FIRST, Held.BELONGINGS),
                operation("GET", session + "/final-analysis" + SummariesHttpContract.BOTH, "", Held.SESSIONS_FIRST,
                        Held.BELONGINGS),
                operation("GET", session + "/status", "", Held.SESSIONS_FIRST),
                operation("GET", session + "/trace", "", Held.SESSIONS_FIRST, Held.BELONGINGS),
                operation("GET", CatalogHttpContract.FILTER_OPTIONS, "", Held.SESSIONS_FIRST),
                operation("GET", HealthHttpContract.HEALTH, ""),
                operation("POST", SESSIONS, "{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}", Held.SESSIONS_FIRST),
                operation("PATCH", session, "{\"current_stage_index\":%2$d}", Held.SESSIONS_FIRST, Held.SESSIONS_WRITE),
                operation("POST", session + "/stages",
                        "{\"stage_id\":\"s%2$d\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\"}", Held.values()),
                operation("PATCH", session + "/stages/stage-%1$s", "{\"current_iteration\":%2$d}", Held.SESSIONS_FIRST,
                        Held.BELONGINGS),
                operation("POST", session + "/llm-interactions",
                        "{\"interaction_id\":\"llm-%1$s-%2$d\",\"model_name\":\"m\"}", Held.values()),
                // An id that stands twice takes the way with a transaction.
                operation("POST", session + "/llm-interactions",
                        "[{\"interaction_id\":\"l-%1$s-%2$d\",\"model_name\":\"m\"},"
                                + "{\"interaction_id\":\"l-%1$s-%2$d\",\"model_name\":\"m\"}]",
                        Held.values()),
                operation("POST", session + "/mcp-interactions",
                        "{\"communication_id\":\"mcp-%1$s-%2$d\",\"server_name\":\"s\","
                                + "\"communication_type\":\"tool_list\"}",
                        Held.values()),
                operation("POST", WEBHOOK,
                        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"fingerprint\":\"%1$s-%2$d\","
                                + "\"startsAt\":\"2026-11-20T23:41:34Z\"}]}",
                        Held.SESSIONS_FIRST),
                operation("POST", CLAIMS, "{\"pod_id\":\"p\",\"max_in_progress\":1000000}", Held.SESSIONS_FIRST),
                operation("POST", session + "/heartbeat", "{\"pod_id\":\"p\"}", Held.SESSIONS_FIRST),
                operation("POST", session + "/cancel", "", Held.SESSIONS_FIRST, Held.BELONGINGS),
                operation("POST", ALERTS, "{\"data\":{}}", Held.SESSIONS_FIRST),
                operation("POST", BULK, "{\"type\":\"llm\",\"session_id\":\"%1$s\",\"interaction_id\":\"b-%1$s-%2$d\","
                        + "\"model_name\":\"m\"}", Held.values()),
                operation("GET", "/q/health/ready", ""));
    }

    private static Arguments operation(String method, String path, String body, Held... held) {
        return Arguments.of(method, path, body, List.of(held));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("operations")
    void giveTheirConnectionsBack(String method, String path, String body, List<Held> held) throws Exception {
        String session = Api.created("in_progress");
        Api.json(Api.stage("stage-" + session, 0)).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
        int number = 0;
        for (Held lock : held) {
            try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(lock.sql);
                for (int i = 0; i < ABORTED; i++) {
                    boolean first = i == 0; // the others wait behind it or for a connection: places to be cancelled at, too
                    sendAndHangUp(method, path.formatted(session, number), body.formatted(session, number++),
                            () -> pause(first ? 0 : 20), first ? statement : null);
                }
                other.rollback();
            }
            goesOn(session);
        }
        for (int i = 0; i < UNHINDERED; i++) {
            int delay = i % 12; // between two statements, in the middle of one, before the first: whatever it meets
            sendAndHangUp(method, path.formatted(session, number), body.formatted(session, number++), () -> pause(delay), null);
        }
        goesOn(session);
    }

    /** Half a transaction must neither be lost with its connection nor be left open on it: what has begun is finished. */
    @Test
    void finishWhatTheyBegan() throws Exception {
        String session = Api.created("in_progress");
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Held.SESSIONS_WRITE.sql);
            sendAndHangUp("PATCH", SESSIONS + "/" + session, "{\"pod_id\":\"gone\"}", () -> pause(0), statement);
            pause(200); // the reset arrives while the update waits for the lock
            other.rollback();
        }
        soon().untilAsserted(
                () -> assertThat(RestAssured.get(SESSIONS + "/" + session).<String> path("pod_id")).isEqualTo("gone"));
        goesOn(session);
    }

    /** What the first attempt began reaches the database; its retry needs not wait for the end of its lock. */
    @Test
    void leaveTheirKeyToTheirRetry() throws Exception {
        String key = Samples.id();
        String body = "{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}";
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Held.SESSIONS_FIRST.sql);
            sendAndHangUp("POST", SESSIONS, body, () -> awaitBlocked(statement, "query like '%insert into alert_sessions%'"),
                    null,
                    "Idempotency-Key: " + key);
            other.rollback();
        }
        List<String> sessions = new ArrayList<>();
        soon().untilAsserted(() -> sessions.add(Api.json(body)
                .header("Idempotency-Key", key).post(SESSIONS).then().statusCode(200).extract().path("session_id")));
        Api.json(body).header("Idempotency-Key", key).post(SESSIONS).then().header("Idempotent-Replay", "true")
                .body("session_id", org.hamcrest.Matchers.equalTo(sessions.get(0)));
        goesOn(sessions.get(0));
    }

    /** Nobody reads the answer any more: the server stops looking for it, and the connection is free for the next request. */
    @Test
    void cancelWhatTheyOnlyRead() throws Exception {
        String session = Api.created("in_progress");
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Held.SESSIONS_FIRST.sql);
            for (String path : List.of(SESSIONS, SESSIONS + "/" + session, SESSIONS + "/" + session + "/summary")) {
                sendAndHangUp("GET", path, "", () -> pause(0), statement);
                soon()
                        // What moves events waits for the table whatever clients do.
                        .until(() -> count(statement, "wait_event_type = 'Lock' and query not like '%event_outbox%'") == 0);
            }
            other.rollback();
        }
        goesOn(session);
    }

    /**
     * No connection is lent out, none went back in the middle of a transaction (the next user would commit it), and all work.
     */
    private static void goesOn(String session) throws SQLException {
        soon().untilAsserted(
                () -> assertThat(OperationsHttpContract.metric("sql_pool_active{pool_name=\"postgresql\",pool_type=\"sql\"}"))
                        .isZero());
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            // What moves events is between two statements of its transaction for a moment; one that was left stays.
            soon().until(() -> count(statement, "state like 'idle in transaction%'") == 0);
        }
        for (int i = 0; i < ABORTED; i++) {
            Api.patch(session, Map.of("current_stage_index", i)).then().statusCode(200); // needs the transaction of an entity
        }
        RestAssured.given().get("/q/health/ready").then().statusCode(200);
    }

    private static void sendAndHangUp(String method, String path, String body, Runnable meanwhile, @Nullable Statement observer,
            String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoLinger(true, 0); // closing resets the connection, as the kernel of a killed client does
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + String.join("", Stream.of(headers).map(header -> header + "\r\n").toList())
                    + (content.length == 0 ? ""
                            : "Content-Type: " + (path.equals(BULK) ? "application/x-ndjson" : "application/json") + "\r\n")
                    + "Content-Length: " + content.length
                    + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            if (observer != null) {
                awaitBlocked(observer, "true");
            }
            meanwhile.run();
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }

    private static void awaitBlocked(Statement observer, String condition) {
        soon()
                .until(() -> count(observer, "wait_event_type = 'Lock' and " + condition) > 0);
    }

    /** The service's connections of which a condition holds. */
    private static int count(Statement observer, String condition) throws SQLException {
        observer.execute("select pg_stat_clear_snapshot()"); // else a transaction sees for ever what it saw at first
        try (ResultSet connections = observer.executeQuery(
                "select count(*) from pg_stat_activity where application_name like 'alert-history%' and " + condition)) {
            connections.next();
            return connections.getInt(1);
        }
    }
}
