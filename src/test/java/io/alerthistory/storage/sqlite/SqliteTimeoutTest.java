package io.alerthistory.storage.sqlite;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.observe.QueryName;
import io.alerthistory.support.Await;
import io.alerthistory.support.OnSqlite;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** DATABASE_QUERY_TIMEOUT on SQLite, and what slow reads must not stop. */
@QuarkusTest
@TestProfile(SqliteTimeoutTest.ShortTimeout.class)
class SqliteTimeoutTest {

    private static final String SESSIONS = "/api/v1/history/sessions";
    private static final int READERS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final String ENDLESS = "with recursive numbers (number) as (select 1 union all select number + 1 from numbers)"
            + " select count(*) from numbers";

    public static class ShortTimeout extends OnSqlite {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("DATABASE_QUERY_TIMEOUT", String.valueOf(TIMEOUT.toSeconds()));
            return overrides;
        }
    }

    @Inject
    SqliteDatabase database;

    @Inject
    DatabaseInspection inspection;

    private static Connection beside() throws SQLException {
        return DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.sqlite.jdbc.url", String.class));
    }

    /** The same as on PostgreSQL, where the server ends the statement. More requests than there are readers: some wait. */
    @Test
    void aRequestWhoseQueryIsTooSlowGets503() throws Exception {
        String id = Samples.id();
        post(SESSIONS, Map.of("session_id", id, "agent_type", "a", "chain_id", "c", "alert_data", Map.of()));
        post(SESSIONS + "/" + id + "/stages", Map.of("stage_id", "s", "stage_index", 0, "stage_name", "S", "agent", "a"));
        long began = System.nanoTime();

        try (Connection connection = beside(); Statement statement = connection.createStatement()) {
            statement.execute("pragma legacy_alter_table = on"); // leaves the references of other tables as they are
            statement.execute("alter table stage_executions rename to kept_stages");
            statement.execute("create view stage_executions as select * from kept_stages where (" + ENDLESS + ") > 0");
            try {
                List<CompletableFuture<Response>> slow = IntStream.range(0, 2 * READERS)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> given().get(SESSIONS + "/" + id),
                                task -> new Thread(task).start()))
                        .toList();

                assertThat(slow).extracting(CompletableFuture::get).allSatisfy(response -> response.then().statusCode(503)
                        .header("Retry-After", "5").body("type", equalTo("urn:alert-history:problem:database_unavailable")));
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.multipliedBy(4));
            } finally {
                statement.execute("drop view stage_executions");
                statement.execute("alter table kept_stages rename to stage_executions");
            }
        }
        given().get(SESSIONS + "/" + id).then().statusCode(200).body("stages.size()", equalTo(1));
    }

    @Test
    void readinessNeedsNeitherAReaderNorTheWriter() throws Exception {
        try (Held held = new Held(READERS + 1)) {
            List<CompletableFuture<Boolean>> works = IntStream.range(0, READERS)
                    .mapToObj(i -> started(database.read(QueryName.SESSION_LIST, held))).toList();
            CompletableFuture<Boolean> write = started(database.write(QueryName.CLAIM, held));
            held.awaitStarted();

            assertThat(Await.on(() -> inspection.look().ifNoItem().after(Duration.ofSeconds(1)).fail()).writable()).isTrue();
            assertThat(Await.on(() -> inspection.depth(10).ifNoItem().after(Duration.ofSeconds(1)).fail())).isNotNull();
            // Longer than the state of before is believed because queries end.
            long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            while (System.nanoTime() < end) {
                given().get("/q/health/ready").then().statusCode(200);
                TimeUnit.MILLISECONDS.sleep(250);
            }

            held.release();
            assertThat(works).extracting(CompletableFuture::get).containsOnly(true);
            assertThat(write.get()).isTrue();
        }
    }

    @Test
    void workThatFindsNoThreadInTimeFailsAndIsNotDoneLater() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Held held = new Held(READERS + 1)) {
            IntStream.range(0, READERS).forEach(i -> started(database.read(QueryName.SESSION_LIST, held)));
            CompletableFuture<Boolean> write = started(database.write(QueryName.CLAIM, held));
            held.awaitStarted();

            for (Uni<Boolean> late : List.of(database.read(QueryName.SESSION_LIST, handle -> done.getAndSet(true)),
                    database.write(QueryName.CLAIM, handle -> done.getAndSet(true)))) {
                assertThatThrownBy(() -> Await.on(() -> late)).isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
            }

            held.release();
            assertThat(write.get()).isTrue();
        }
        Await.on(() -> database.write(QueryName.CLAIM, handle -> true));
        assertThat(done).isFalse();
    }

    @Test
    void aReadEndsWhenItsCallerHasGone() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Cancellable read = database.<Long> read(QueryName.SESSION_LIST, handle -> {
            started.countDown();
            try {
                return handle.createQuery(ENDLESS).mapTo(Long.class).one();
            } catch (RuntimeException e) {
                ended.complete(e);
                throw e;
            }
        }).subscribe().with(item -> {
        });
        started.await();
        TimeUnit.MILLISECONDS.sleep(100); // until the statement runs; an interrupt before has no effect

        read.cancel();

        assertThat(ended.get(TIMEOUT.toMillis() / 2, TimeUnit.MILLISECONDS)).hasMessageContaining("SQLITE_INTERRUPT");
    }

    private static <T> CompletableFuture<T> started(Uni<T> work) {
        return work.subscribeAsCompletionStage();
    }

    private static void post(String path, Map<String, Object> body) {
        given().contentType("application/json").body(body).post(path).then().statusCode(201);
    }

    /** Work that stays on its thread until it is released. */
    private static final class Held implements Function<Handle, Boolean>, AutoCloseable {

        private final CountDownLatch started;
        private final CountDownLatch released = new CountDownLatch(1);

        Held(int works) {
            started = new CountDownLatch(works);
        }

        @Override
        public Boolean apply(Handle handle) {
            started.countDown();
            try {
                return released.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitStarted() throws InterruptedException {
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
        }
    }
}
