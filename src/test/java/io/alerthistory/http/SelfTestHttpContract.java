package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.inject.spi.CDI;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.start.TestSchema;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Tests of the database by request. Whether a time is below its limit is not asserted: that is the machine's. */
interface SelfTestHttpContract {

    String TEST = "/health/database/test/";
    String SCHEMA = "alert_history_selftest";

    /** The checks that compare a time with a limit. */
    Set<String> TIMES = Set.of("connectivity", "connection", "p95", "session_create", "interaction_append", "session_list",
            "session_detail", "claim", "heartbeat");

    /** The database's name in health. */
    String driver();

    /** A connection beside the service. */
    Connection database() throws SQLException;

    /** Whether statements can be directed to tables of a test. */
    default boolean hasOwnTables() {
        return true;
    }

    private static JsonPath tested(String test, int seconds, int concurrency) {
        return json(Map.of("seconds", seconds, "concurrency", concurrency)).post(TEST + test).then().statusCode(200).extract()
                .jsonPath();
    }

    private static void passes(JsonPath report, String... names) {
        List<Map<String, Object>> checks = report.getList("checks");
        assertThat(checks).extracting(check -> check.get("name")).contains((Object[]) names);
        assertThat(checks).allSatisfy(check -> assertThat(check.keySet()).containsExactly("name", "wanted", "measured",
                "passed", "detail"));
        assertThat(checks).filteredOn(check -> !TIMES.contains(String.valueOf(check.get("name"))))
                .allSatisfy(check -> assertThat(check).containsEntry("passed", true));
        assertThat(report.getBoolean("passed"))
                .isEqualTo(checks.stream().allMatch(check -> Boolean.TRUE.equals(check.get("passed"))));
    }

    private Path file() {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.sqlite.jdbc.url", String.class);
        return Path.of(url.substring("jdbc:sqlite:".length()).replaceFirst("\\?.*", "") + ".selftest");
    }

    private boolean isLeft() throws SQLException {
        if (driver().equals("sqlite")) {
            return Files.exists(file());
        }
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select from pg_namespace where nspname = '" + SCHEMA + "'")) {
            return found.next();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Test
    default void theFullSuiteTriesWhatTheServiceReliesOn() throws SQLException {
        JsonPath report = tested("full-suite", 60, 1);

        assertThat(report.<String, Object> getMap("").keySet()).containsExactly("test", "passed", "started_at_us",
                "duration_ms", "checks");
        if (hasOwnTables()) {
            passes(report, "connectivity", "schema", "indexes", "statement timeout", "clock", "circuit breaker", "backup",
                    "pool reuse", "tables", "isolation", "one claim", "constraints");
        } else {
            assertThat(report.getBoolean("passed")).isFalse();
            assertThat(report.getString("checks.find { it.name == 'tables' }.detail")).contains("names the server itself");
        }
        assertThat(isLeft()).isFalse();
    }

    @Test
    default void connectionsAreReused() {
        JsonPath report = tested("connection-pooling", 60, 100);

        List<String> names = report.getList("checks.name");
        assertThat(names).containsExactly("pool reuse", "connection", "connections");
        assertThat(report.getString("checks[0].measured")).matches("\\d+ of 20");
        assertThat(report.getString("checks[2].detail")).startsWith("100 statements");
    }

    @Test
    default void theLatencyOfEachHotStatementIsMeasured() {
        JsonPath report = tested("adhd-performance", 3, 1);

        assertThat(report.getString("test")).isEqualTo("latency");
        if (hasOwnTables()) {
            passes(report, "session_create", "interaction_append", "session_list", "session_detail", "claim", "heartbeat");
            assertThat(report.getString("checks.find { it.name == 'claim' }.detail")).matches("p50 .* p95 .* p99 .* of \\d+");
        }
    }

    @Test
    default void aLoadLeavesNoTrace() throws SQLException {
        String counted = "alert_history_database_query_seconds_count{statement=\"session_create\"}";
        double statements = OperationsHttpContract.metric(counted);
        double created = OperationsHttpContract.metric("alert_history_sessions_created_total ");

        JsonPath report = tested("load-performance", 3, 20);

        if (hasOwnTables()) {
            passes(report, "p95", "errors", "requests", "responses in time");
        }
        assertThat(OperationsHttpContract.metric(counted)).isEqualTo(statements);
        assertThat(OperationsHttpContract.metric("alert_history_sessions_created_total ")).isEqualTo(created);
        given().queryParam("agent_type", "self-test").get(SESSIONS).then().statusCode(200).body("sessions.size()", equalTo(0));
        assertThat(isLeft()).isFalse();
    }

    @Test
    default void oneTestRunsAtATime() {
        List<Response> responses = Api.together(4,
                () -> json(Map.of("seconds", 2, "concurrency", 1)).post(TEST + (hasOwnTables() ? "latency" : "full-suite")));

        assertThat(responses).extracting(Response::statusCode).contains(200).isSubsetOf(200, 409);
        assertThat(responses).filteredOn(response -> response.statusCode() == 409).allSatisfy(
                response -> assertThat(response.jsonPath().getString("type"))
                        .isEqualTo("urn:alert-history:problem:self_test_running"));
    }

    @Test
    default void whatAKilledTestHasLeftIsDropped() throws Exception {
        if (driver().equals("sqlite")) {
            Files.writeString(file(), "left");
        } else {
            execute("create schema " + SCHEMA, "create table " + SCHEMA + ".alert_sessions (n integer)",
                    "comment on schema " + SCHEMA + " is 'alert-history self-test: can be dropped'");
        }
        assertThat(isLeft()).isTrue();

        CDI.current().select(TestSchema.class).get().dropLeftovers();

        assertThat(isLeft()).isFalse();
    }

    @Test
    default void aSchemaOfSomebodyElseIsNotDropped() throws SQLException, IOException {
        if (driver().equals("sqlite") || !hasOwnTables()) {
            return;
        }
        execute("create schema " + SCHEMA);
        try {
            CDI.current().select(TestSchema.class).get().dropLeftovers();
            assertThat(isLeft()).isTrue();
            assertThat(tested("latency", 2, 1).getString("checks[0].detail")).contains("rename it");
            assertThat(isLeft()).isTrue();
        } finally {
            execute("drop schema " + SCHEMA);
        }
    }

    @ParameterizedTest
    @CsvSource({ "61, 1, /seconds", "0, 1, /seconds", "1, 1001, /concurrency", "1, 0, /concurrency" })
    default void refusesWhatIsNotBounded(int seconds, int concurrency, String pointer) {
        json(Map.of("seconds", seconds, "concurrency", concurrency)).post(TEST + "latency").then().statusCode(422).body("type",
                equalTo("urn:alert-history:problem:invalid_field"), "errors[0].pointer", equalTo(pointer));
    }

    @Test
    default void refusesATestThatDoesNotExist() {
        given().post(TEST + "everything").then().statusCode(404).body("detail", containsString("load-performance"));
    }

    @Test
    default void isNotServedThroughAProxy() {
        given().header("X-Forwarded-For", "127.0.0.1").post(TEST + "latency").then().statusCode(403);
    }
}
