package io.alerthistory.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

/** How the service is while all is well; DatabaseDownTest has the rest. */
interface HealthHttpContract {

    String HEALTH = "/health";
    String WARNINGS = "/api/v1/system/warnings";

    private static JsonPath health() {
        return given().get(HEALTH).then().statusCode(200).contentType(startsWith("application/json")).extract().jsonPath();
    }

    @Test
    default void reportsInTheWordsThatTarsysDashboardKnows() {
        JsonPath health = health();
        assertThat(health.<String, Object> getMap("").keySet()).containsExactly("status", "service", "version", "timestamp",
                "services", "queue", "warnings", "warning_count");
        assertThat(health.getString("status")).isEqualTo("healthy");
        assertThat(health.getString("service")).isEqualTo("alert-history");
        assertThat(health.getString("version")).isNotBlank();
        assertThat(Instant.parse(health.getString("timestamp"))).isAfter(Instant.EPOCH);
        assertThat(health.<String, Object> getMap("services").keySet()).containsExactly("history_service", "event_system",
                "database");
        assertThat(health.getString("services.history_service")).isEqualTo("healthy");
        assertThat(health.getString("services.event_system.status")).as("a pooler passes no NOTIFY on").isIn("connected",
                "degraded");
        assertThat(health.getString("services.event_system.type")).isIn("postgresql", "sqlite");
        assertThat(health.<String, Object> getMap("services.database")).containsExactly(Map.entry("enabled", true),
                Map.entry("connected", true), Map.entry("retention_days", 90),
                Map.entry("migration_version", io.alerthistory.health.Schema.VERSION));
        assertThat(health.<Object> getList("warnings")).isEmpty();
        assertThat(health.getInt("warning_count")).isZero();
    }

    @Test
    default void tellsWhatWaitsAndWhatIsWorkedOn() {
        Api.created("pending");
        Api.created("in_progress");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, Object> queue = health().getMap("queue");
            assertThat(queue.keySet()).containsExactly("pending", "max_queue_size", "active_global");
            assertThat((Integer) queue.get("pending")).isPositive();
            assertThat((Integer) queue.get("active_global")).isPositive();
            assertThat(queue.get("max_queue_size")).as("any number").isNull();
        });
    }

    @Test
    default void warnsOfNothingWhenAllIsWell() {
        given().get(WARNINGS).then().statusCode(200).contentType(startsWith("application/json")).body("",
                equalTo(List.of()));
    }
}
