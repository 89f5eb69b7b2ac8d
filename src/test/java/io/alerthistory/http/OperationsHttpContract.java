package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;

/** What probes and Prometheus ask. */
interface OperationsHttpContract {

    /** The database's name in health. */
    String driver();

    @Test
    default void isHealthyWithOneDatabase() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"), "checks.name",
                equalTo(java.util.List.of("event loops")));
        given().get("/q/health/started").then().statusCode(200).body("checks[0].name", equalTo("migrations"));
        given().get("/q/health/ready").then().statusCode(200).body("checks.name",
                containsInAnyOrder("database", "Graceful Shutdown"), "checks.find { it.name == 'database' }.data.db_driver",
                equalTo(driver()), "checks.find { it.name == 'database' }.data.schema_version",
                equalTo(io.alerthistory.health.Schema.VERSION));
    }

    @Test
    default void countsWhatHappens() {
        double created = metric("alert_history_sessions_created_total");
        double finished = metric("alert_history_sessions_finished_total{status=\"cancelled\"}");
        double recorded = metric("alert_history_interactions_recorded_total{kind=\"llm\"}");
        String id = Api.created("in_progress");
        Api.json(Api.llm(Samples.id())).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        Api.patch(id, Map.of("status", "cancelled")).then().statusCode(200);
        Api.patch(id, Map.of("status", "cancelled")).then().statusCode(200);
        assertThat(metric("alert_history_sessions_created_total")).isEqualTo(created + 1);
        assertThat(metric("alert_history_sessions_finished_total{status=\"cancelled\"}")).isEqualTo(finished + 1);
        assertThat(metric("alert_history_interactions_recorded_total{kind=\"llm\"}")).isEqualTo(recorded + 1);
    }

    @Test
    default void describesItself() {
        given().accept("application/json").get("/q/openapi").then().statusCode(200).body("openapi", startsWith("3.1"),
                "paths", hasKey(WEBHOOK), "paths", hasKey(SESSIONS + "/{sessionId}"),
                "components.schemas.CreateSession.properties", hasKey("alert_data"), "components.schemas",
                not(hasKey(startsWith("Patch"))),
                "components.schemas.SessionStatus.enum", hasItem("timed_out"));
        given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("swagger"));
    }

    static double metric(String line) {
        return given().get("/q/metrics").asString().lines().filter(text -> text.startsWith(line + " "))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length() + 1))).findFirst().orElse(0);
    }
}
