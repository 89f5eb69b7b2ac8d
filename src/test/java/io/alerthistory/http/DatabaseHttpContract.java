package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.config.Setting;
import io.restassured.path.json.JsonPath;

/** What operators are told of the database while all is well; DatabaseDownTest has the rest. */
interface DatabaseHttpContract {

    String REACHED = "/health/database/health";
    String PERFORMANCE = "/health/database/performance";
    String SCHEMA = "/health/database/schema";

    /** The database's name in health. */
    String driver();

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static JsonPath read(String route) {
        return given().get(route).then().statusCode(200).extract().jsonPath();
    }

    @Test
    default void tellsHowTheDatabaseIsReached() {
        JsonPath reached = read(REACHED);
        assertThat(reached.<String, Object> getMap("").keySet()).containsExactly("status", "driver", "latency_ms",
                "server_version", "replication_role", "tls", "tls_version", "pool", "breaker", "checked_at_us");
        assertThat(reached.getString("status")).isEqualTo("ok");
        assertThat(reached.getString("driver")).isEqualTo(driver());
        assertThat(reached.getDouble("latency_ms")).isPositive();
        assertThat(reached.getString("server_version")).matches("\\d+\\.\\d.*");
        assertThat(reached.getString("replication_role")).isEqualTo("primary");
        assertThat(reached.getBoolean("tls")).isFalse();
        assertThat(reached.getString("breaker")).isEqualTo("closed");
        if (driver().equals("sqlite")) {
            assertThat(reached.<Object> get("pool")).isNull();
        } else {
            assertThat(reached.<String, Object> getMap("pool").keySet()).containsExactly("max", "in_use", "available",
                    "waiting",
                    "utilisation");
            assertThat(reached.getInt("pool.max")).isEqualTo(15)
                    .isEqualTo(reached.getInt("pool.in_use") + reached.getInt("pool.available"));
        }
    }

    /** The database is asked once, whoever wants to know. */
    @Test
    default void asksTheDatabaseOnceForAll() {
        long asked = read(REACHED).getLong("checked_at_us");
        assertThat(Api.together(20, () -> given().get(REACHED))).allSatisfy(
                answer -> assertThat(answer.jsonPath().getLong("checked_at_us") - asked).isIn(0L, 30_000_000L));
    }

    @Test
    default void tellsHowLongQueriesTake() {
        given().get(SESSIONS).then().statusCode(200);
        JsonPath performance = read(PERFORMANCE);
        assertThat(performance.<String, Object> getMap("").keySet()).containsExactly("status", "window_seconds", "p50_ms",
                "p95_ms", "p99_ms", "max_ms", "performance_threshold_ms", "slow_query_threshold_ms", "slow_query_count",
                "slow_queries", "slow_statements", "pool", "breaker");
        assertThat(performance.getDouble("p50_ms")).isPositive().isLessThanOrEqualTo(performance.getDouble("p95_ms"));
        assertThat(performance.getDouble("p95_ms")).isLessThanOrEqualTo(performance.getDouble("p99_ms"));
        assertThat(performance.getInt("performance_threshold_ms")).isEqualTo(100);
        assertThat(performance.getInt("slow_query_threshold_ms")).isEqualTo(200);
        assertThat(performance.<Object> getList("slow_queries")).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    default void countsQueriesByWhatTheyAreFor() {
        String count = "alert_history_database_query_seconds_count{statement=\"session_list\"}";
        double before = OperationsHttpContract.metric(count);
        given().get(SESSIONS).then().statusCode(200);
        assertThat(OperationsHttpContract.metric(count)).isEqualTo(before + 1);
        assertThat(OperationsHttpContract
                .metric("alert_history_database_query_seconds_bucket{statement=\"session_list\",le=\"3.0\"}")).isPositive();
        assertThat(given().get("/q/metrics").asString()).contains("alert_history_database_slow_queries_total ",
                "alert_history_build_info{", "database=\"" + driver() + "\"",
                "http_server_requests_seconds_bucket{method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"" + SESSIONS
                        + "\",le=\"0.1\"}");
    }

    @Test
    default void comparesTheSchemaWithWhatItShouldBe() {
        JsonPath schema = read(SCHEMA);
        assertThat(schema.<String, Object> getMap("").keySet()).containsExactly("status", "expected_version", "actual_version",
                "missing_indexes", "invalid_indexes", "database_bytes", "tables", "replicas", "configuration");
        assertThat(schema.getString("status")).isEqualTo("ok");
        assertThat(schema.getString("actual_version")).isEqualTo(schema.getString("expected_version"));
        assertThat(schema.<Object> getList("missing_indexes")).isEmpty();
        assertThat(schema.<Object> getList("invalid_indexes")).isEmpty();
        assertThat(schema.getLong("database_bytes")).isPositive();
        if (driver().equals("sqlite")) {
            assertThat(schema.<Object> get("tables")).isNull();
        } else {
            assertThat(schema.<String> getList("tables.name")).contains("alert_sessions", "llm_interactions");
        }
    }

    @Test
    default void showsTheConfigurationInForceWithoutItsSecrets() {
        List<Map<String, String>> configuration = read(SCHEMA).getList("configuration");
        assertThat(configuration).extracting(variable -> variable.get("name")).hasSize(Setting.values().length).contains(
                "DATABASE_URL", "HISTORY_RETENTION_DAYS");
        assertThat(configuration).filteredOn(variable -> "DATABASE_URL".equals(variable.get("name"))).singleElement()
                .satisfies(url -> {
                    assertThat(url.get("value")).startsWith(driver());
                    assertThat(url.get("origin")).isEqualTo("DATABASE_URL");
                });
        assertThat(given().get(SCHEMA).asString()).doesNotContain(":postgres@");
    }
}
