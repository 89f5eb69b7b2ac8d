package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.response.Response;

/** Heartbeats over HTTP. */
interface HeartbeatHttpContract {

    private static String heartbeat(String id) {
        return SESSIONS + "/" + id + "/heartbeat";
    }

    @Test
    default void aHeartbeatIsANewVersionOfItsSession() {
        String id = Api.created("in_progress");
        when().get(SESSIONS + "/" + id).then().body("last_interaction_at", nullValue(), "pod_id", nullValue());
        json(Map.of("pod_id", "pod-1")).post(heartbeat(id)).then().statusCode(204).body(is(""));
        when().get(SESSIONS + "/" + id).then().header("ETag", "\"2\"").body("pod_id", equalTo("pod-1"),
                "last_interaction_at", greaterThan(1_000_000_000_000_000L), "status", equalTo("in_progress"));
    }

    @Test
    default void aHeartbeatNeedsNoBody() {
        String id = Api.created("paused");
        json(Map.of("pod_id", "pod-1")).post(heartbeat(id)).then().statusCode(204);
        when().post(heartbeat(id)).then().statusCode(204);
        given().contentType("application/json").post(heartbeat(id)).then().statusCode(204);
        json("{}").post(heartbeat(id)).then().statusCode(204);
        json("{\"pod_id\":null}").post(heartbeat(id)).then().statusCode(204);
        when().get(SESSIONS + "/" + id).then().body("pod_id", equalTo("pod-1"), "version", equalTo(6));
    }

    @Test
    default void noHeartbeatIsLostAmongOthers() {
        String id = Api.created("in_progress");
        assertThat(Api.together(20, () -> json(Map.of()).post(heartbeat(id)))).extracting(Response::statusCode)
                .containsOnly(204);
        when().get(SESSIONS + "/" + id).then().body("version", equalTo(21));
    }

    @ParameterizedTest
    @ValueSource(strings = { "completed", "failed", "cancelled", "timed_out" })
    default void whatHasEndedTakesNoHeartbeat(String status) {
        String id = Api.created("in_progress");
        if (status.equals("completed")) {
            json(Map.of("pod_id", "pod-1")).post(heartbeat(id)).then().statusCode(204);
        }
        Api.patch(id, Map.of("status", status)).then().statusCode(200);
        String before = when().get(SESSIONS + "/" + id).asString();
        when().post(heartbeat(id)).then().statusCode(409).contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:forbidden_transition"), "detail",
                        equalTo("Session is " + status + " and takes no heartbeat"));
        assertThat(when().get(SESSIONS + "/" + id).asString()).isEqualTo(before);
    }

    @Test
    default void anUnknownSessionTakesNoHeartbeat() {
        String id = Samples.id();
        when().post(heartbeat(id)).then().statusCode(404).contentType("application/problem+json").body("detail",
                equalTo("Session " + id + " not found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"pod_id\":\"\"}", "{\"pod_id\":5}", "{\"pod\":\"x\"}", "[]" })
    default void refusesABrokenHeartbeat(String body) {
        json(body).post(heartbeat(Api.created("in_progress"))).then().statusCode(422)
                .contentType("application/problem+json");
        Map<String, Object> tooLong = new HashMap<>(Map.of("pod_id", "p".repeat(256)));
        json(tooLong).post(heartbeat(Api.created("in_progress"))).then().statusCode(422).body("errors.pointer",
                equalTo(List.of("/pod_id")));
    }
}
