package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.CapturedLog;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** A database whose owner has set other defaults than the service relies on. */
@QuarkusTest
@TestProfile(DatabaseDefaultsTest.OwnDatabase.class)
class DatabaseDefaultsTest {

    static final String DATABASE = "other_defaults";

    /** Set before the service connects. */
    public static class RepeatableRead extends PostgresServer {

        private String database = DATABASE;

        @Override
        public void init(Map<String, String> arguments) {
            super.init(arguments);
            database = arguments.getOrDefault(PostgresServer.DATABASE, DATABASE);
        }

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = super.start();
            try {
                set(database, "default_transaction_isolation = 'repeatable read'");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return settings;
        }
    }

    /** A database of its own, so that only {@link DatabaseDownTest} is disturbed, which disturbs it as well. */
    public static class OwnDatabase implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RepeatableRead.class, Map.of(PostgresServer.DATABASE, DATABASE)));
        }
    }

    private static void set(String database, String setting) throws SQLException {
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            statement.execute("alter database " + database + " set " + setting);
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
        }
    }

    @AfterEach
    void comeBack() throws SQLException {
        set(DATABASE, "default_transaction_read_only = off");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    private static int create() {
        return Api.json(Api.session(Samples.id())).post(SESSIONS).statusCode();
    }

    /** The connections that were made meanwhile stay read-only for as long as they live. */
    @Test
    void afterTheDatabaseWasReadOnlyTheNextWriteSucceeds() throws SQLException {
        set(DATABASE, "default_transaction_read_only = on");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> create() == 503);
        for (int i = 0; i < 5; i++) {
            assertThat(create()).isEqualTo(503);
        }
        given().get(SESSIONS).then().statusCode(200);

        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            statement.execute("alter database " + DATABASE + " set default_transaction_read_only = off");
        }

        assertThat(create()).isEqualTo(201);
    }

    @Test
    void whileTheDatabaseIsReadOnlyProbesAndWarningsSaySo() throws SQLException {
        set(DATABASE, "default_transaction_read_only = on");

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> given().get("/readiness").path("db").equals("read_only"));

        given().get("/q/health/ready").then().statusCode(503).body("checks.find { it.name == 'database' }.data.error",
                equalTo("the database is not writable"));
        given().get("/readiness").then().statusCode(503).body("migrations_applied", equalTo(true));
        given().get(HealthHttpContract.HEALTH).then().statusCode(503).body("status", equalTo("degraded"),
                "services.database.connected", equalTo(true), "warnings.warning_id", hasItem("database_read_only"));
    }

    /** A client that tries again with success tells nobody. */
    @Test
    void aRequestThatIsAnswered503LeavesALineThatSaysWhy() throws SQLException {
        try (CapturedLog log = new CapturedLog("io.alerthistory")) {
            set(DATABASE, "default_transaction_read_only = on");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> create() == 503);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                create();
                return log.messages().stream().anyMatch(line -> line.contains("failed with 503 database_unavailable")
                        && line.contains("read-only transaction"));
            });
        }
    }

    /** Those that wait for the row see then what stands there, whatever the default of the database says. */
    @Test
    void thoseWhoChangeTheSameSessionAtOnceAllSucceed() {
        String id = Api.created("in_progress");

        assertThat(Api.together(20,
                () -> Api.json(Map.of("session_metadata", Map.of("by", Samples.id()))).patch(SESSIONS + "/" + id)))
                .extracting(answer -> answer.statusCode()).containsOnly(200);
    }
}
