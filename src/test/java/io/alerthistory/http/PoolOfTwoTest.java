package io.alerthistory.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Many requests at once on few connections: they wait or are answered 503, and nobody takes a connection more. */
@QuarkusTest
@TestProfile(PoolOfTwoTest.TwoConnections.class)
class PoolOfTwoTest {

    private static final String DATABASE = "two";
    private static final int REQUESTS = 500;
    private static final int POOL = 2;

    /** Beside the pool: migrations while they run, and the connection that hears of events. */
    private static final int DIRECT = 3;

    /** A database of its own, so that its connections are those of this service. */
    public static class TwoConnections implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PostgresServer.class, Map.of(PostgresServer.DATABASE, DATABASE)));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("POSTGRES_POOL_SIZE", String.valueOf(POOL), "POSTGRES_MAX_OVERFLOW", "0", "POSTGRES_POOL_TIMEOUT",
                    "2");
        }
    }

    /** The most connections that were there at one moment. */
    private record Most(int pool, int all, int looks) {

        Most and(ResultSet seen) throws SQLException {
            seen.next();
            return new Most(Math.max(pool, seen.getInt(1)), Math.max(all, seen.getInt(2)), looks + 1);
        }
    }

    private static Most watch(AtomicBoolean done) throws SQLException {
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            Most most = new Most(0, 0, 0);
            while (!done.get()) {
                try (ResultSet seen = statement
                        .executeQuery("select count(*) filter (where application_name like 'alert-history %'), count(*)"
                                + " from pg_stat_activity where backend_type = 'client backend' and datname = '" + DATABASE
                                + "'")) {
                    most = most.and(seen);
                }
            }
            return most;
        }
    }

    private static HttpRequest request(int number, String id, String known) {
        String sessions = "http://localhost:" + RestAssured.port + Api.SESSIONS;
        return switch (number % 4) {
            case 0 -> creation(id);
            case 1 -> HttpRequest.newBuilder(URI.create(sessions + "?page_size=5")).build();
            case 2 -> HttpRequest.newBuilder(URI.create(sessions + "/" + known)).build();
            default -> HttpRequest.newBuilder(URI.create(sessions + "/" + known))
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"session_metadata\":{\"n\":" + number + "}}"))
                    .header("Content-Type", "application/json").build();
        };
    }

    /** Looks from a connection of its own: a transaction sees the activity of its first look for ever. */
    private static void awaitBlocked(int requests) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Connection own = PostgresServer.connect();
                    Statement observer = own.createStatement();
                    ResultSet blocked = observer
                            .executeQuery("select count(*) from pg_stat_activity where datname = '" + DATABASE
                                    + "' and wait_event_type = 'Lock' and query not like '%event_outbox%'")) {
                blocked.next();
                return blocked.getInt(1) == requests;
            }
        });
    }

    private static HttpRequest creation(String id) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + Api.SESSIONS))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                        "{\"session_id\":\"" + id + "\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}"))
                .build();
    }

    /** Else they would fill the queue in which others may still wait. */
    @Test
    void whoWaitedInVainStandsInTheQueueNoLonger() throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (Connection other = PostgresServer.connect(DATABASE); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table alert_sessions in access exclusive mode");
            List<CompletableFuture<HttpResponse<String>>> blocked = new ArrayList<>();
            for (int i = 1; i <= POOL; i++) { // one after the other, for those that come together would be one statement
                blocked.add(client.sendAsync(creation(Samples.id()), HttpResponse.BodyHandlers.ofString()));
                awaitBlocked(i);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(creation(Samples.id()), HttpResponse.BodyHandlers.ofString()).statusCode())
                        .isEqualTo(503);
            }
            assertThat(given().get("/q/metrics").asString()) // what moves events may wait, once
                    .containsPattern("sql_pool_queue_size\\{pool_name=\"postgresql\",pool_type=\"sql\"\\} [01]\\.0");
            other.rollback();
            assertThat(blocked).extracting(answer -> answer.get(30, TimeUnit.SECONDS).statusCode()).containsOnly(201);
        }
    }

    @Test
    void fiveHundredRequestsAtOnceShareTwoConnections() throws Exception {
        String known = Api.created("in_progress");
        String prefix = Samples.id() + "-";
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService observer = Executors.newSingleThreadExecutor();
        try {
            Future<Most> watched = observer.submit(() -> watch(done));
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> client.sendAsync(request(i, prefix + i, known), HttpResponse.BodyHandlers.ofString()))
                    .toList();
            List<HttpResponse<String>> answers = sent.stream().map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join())
                    .toList();
            done.set(true);

            assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 201, 503).contains(200, 201);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 503)
                    .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
            Most most = watched.get(10, TimeUnit.SECONDS);
            assertThat(most.looks()).isGreaterThan(1);
            assertThat(most.pool()).isBetween(1, POOL);
            assertThat(most.all()).isLessThanOrEqualTo(POOL + DIRECT);
            for (int i = 0; i < REQUESTS; i++) {
                if (answers.get(i).statusCode() == 201) {
                    String summary = Api.SESSIONS + "/" + prefix + i + "/summary";
                    // What requests left behind that were answered 503 may still stand in the pool's queue for a while.
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                        int status = given().get(summary).statusCode();
                        assertThat(status).isIn(200, 503);
                        return status == 200;
                    });
                }
            }
        } finally {
            done.set(true);
            observer.shutdownNow();
        }
    }
}
