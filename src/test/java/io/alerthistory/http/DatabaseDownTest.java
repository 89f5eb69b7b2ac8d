package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** What is still answered when PostgreSQL refuses connections, and when it hangs; and that all goes on when it is back. */
@QuarkusTest
@TestProfile(DatabaseDefaultsTest.OwnDatabase.class)
class DatabaseDownTest {

    private static final String DATABASE = DatabaseDefaultsTest.DATABASE;
    private static final String ID = "0190a1b2-0000-7000-8000-000000000000";

    private static void accept(boolean connections) throws SQLException {
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            statement.execute("alter database " + DATABASE + " with allow_connections " + connections);
            if (!connections) {
                statement
                        .execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + DATABASE + "'");
            }
        }
    }

    @AfterEach
    void comeBack() throws SQLException {
        accept(true);
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> given().get("/q/health/ready").statusCode() == 200);
        given().get(HealthHttpContract.HEALTH).then().statusCode(200).body("status", equalTo("healthy"), "warning_count",
                equalTo(0));
        given().get(HealthHttpContract.WARNINGS).then().statusCode(200).body("", equalTo(List.of()));
        given().get(CatalogHttpContract.FILTER_OPTIONS).then().statusCode(200);
    }

    private static JsonPath awaitDegraded() {
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get(HealthHttpContract.HEALTH).statusCode() == 503);
        return given().get(HealthHttpContract.HEALTH).jsonPath();
    }

    @Test
    void healthIsDegradedAndTellsWhy() throws SQLException {
        accept(false);
        JsonPath health = awaitDegraded();
        assertThat(health.getString("status")).isEqualTo("degraded");
        assertThat(health.getString("services.history_service")).isEqualTo("unhealthy");
        assertThat(health.getBoolean("services.database.enabled")).isTrue();
        assertThat(health.getBoolean("services.database.connected")).isFalse();
        assertThat(health.<Object> get("services.database.migration_version")).isNull();
        assertThat(health.<String, Object> getMap("queue")).containsEntry("pending", null).containsEntry("active_global", null);
        assertThat(health.getInt("warning_count")).isEqualTo(1);
        assertThat(health.getString("warnings[0].warning_id")).isEqualTo("database_unavailable");
        given().get("/q/health/ready").then().statusCode(503).body("checks.find { it.name == 'database' }.data.schema_version",
                nullValue(),
                "checks.find { it.name == 'database' }.data.error", equalTo("the database is not available"));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void warningsAreAnsweredWithOneThatKeepsItsTime() throws SQLException {
        accept(false);
        awaitDegraded();
        Response answer = given().get(HealthHttpContract.WARNINGS).then().statusCode(200).extract().response();
        List<Map<String, Object>> warnings = answer.path("");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).keySet()).containsExactly("warning_id", "category", "message", "details", "timestamp");
        assertThat(warnings.get(0)).containsEntry("warning_id", "database_unavailable").containsEntry("category", "database");
        assertThat((Long) warnings.get(0).get("timestamp")).isGreaterThan(1_700_000_000_000_000L);
        assertThat(answer.asString()).doesNotContain("postgres", "localhost", String.valueOf(PostgresServer.port()));
        assertThat(given().get(HealthHttpContract.WARNINGS).<List<Map<String, Object>>> path("")).isEqualTo(warnings);
    }

    @Test
    void whatNeedsTheDatabaseIs503() throws SQLException {
        accept(false);
        for (String route : List.of(SESSIONS + "/" + ID + "/summary", SESSIONS + "/" + ID + "/status",
                SESSIONS + "/" + ID + "/trace", SESSIONS + "/" + ID + "/interactions/i",
                SESSIONS + "/" + ID + "/final-analysis",
                ActiveSessionsHttpContract.ACTIVE, CatalogHttpContract.FILTER_OPTIONS, CatalogHttpContract.ALERT_TYPES,
                CatalogHttpContract.MCP_SERVERS)) {
            given().get(route).then().statusCode(503).contentType(startsWith("application/problem+json"))
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:alert-history:problem:database_unavailable"));
        }
        given().get(CatalogHttpContract.RUNBOOKS).then().statusCode(200);
    }

    @Test
    void thoseWhoAskAHangingDatabaseWaitForOneQuestion() throws SQLException {
        try (Connection other = PostgresServer.connect(DATABASE); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table alert_sessions in access exclusive mode");
            awaitDegraded();
            assertThat(Api.together(20, () -> given().get(HealthHttpContract.HEALTH))).extracting(Response::statusCode)
                    .containsOnly(503);
            try (ResultSet waiting = statement.executeQuery("select count(*) from pg_stat_activity where datname = '"
                    + DATABASE + "' and wait_event_type = 'Lock' and query not like '%event_outbox%'")) {
                waiting.next();
                assertThat(waiting.getInt(1)).isBetween(1, 2); // a second one after ten seconds
            }
            other.rollback();
        }
    }
}
