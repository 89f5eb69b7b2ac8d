package io.alerthistory.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.openapi.ApiDocument;
import io.alerthistory.openapi.Operation;
import io.restassured.specification.RequestSpecification;

/** Parameters with a misspelt name. */
interface ParameterHttpContract {

    String FINGERPRINT = "00000000000000ff";

    private static Operation described(String name) {
        return ApiDocument.served().operations().stream().filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    /** The response names the parameters that the description has, so neither has one that the other has not. */
    @ParameterizedTest
    @ValueSource(strings = { "GET /api/v1/alerts", "GET /api/v1/alerts/{fingerprint}",
            "GET /api/v1/alerts/{fingerprint}/episodes",
            "GET /api/v1/alerts/{fingerprint}/timeline", "POST /api/v1/alerts/{fingerprint}/ack",
            "DELETE /api/v1/alerts/{fingerprint}/ack", "GET /api/v1/episodes", "GET /api/v1/notifications",
            "GET /api/v1/alerts/statistics", "GET /api/v1/alerts/heatmap", "GET /api/v1/history/usage",
            "GET /api/v1/history/export", "GET /api/v1/audit" })
    default void areRefusedWithThoseThatThereAre(String route) {
        Operation operation = described(route);
        List<String> known = operation.parameters("query").stream().map(parameter -> parameter.path("name").asText()).sorted()
                .toList();
        RequestSpecification request = given().queryParam("unheard_of", 1);
        if (operation.method().equalsIgnoreCase("POST")) {
            request.contentType("application/json").body("{}");
        }

        request.request(operation.method(), operation.path().replace("{fingerprint}", FINGERPRINT)).then().statusCode(422)
                .body("errors.parameter", contains("unheard_of"), "errors[0].message",
                        equalTo("is no parameter of this route; it has " + String.join(", ", known)));
    }

    @Test
    default void areNamedWithWhateverElseIsWrong() {
        given().queryParam("labels", "team=x").queryParam("state", "fire").queryParam("page_size", 0).get("/api/v1/alerts")
                .then()
                .statusCode(422).body("errors.parameter", hasItems("labels", "state", "page_size"));
    }

    @Test
    default void areCountedOut() {
        String query = IntStream.range(0, 300).mapToObj(i -> "x" + i + "=1").collect(Collectors.joining("&"));
        given().urlEncodingEnabled(false).get("/api/v1/episodes?" + query).then().statusCode(422).body("errors", hasSize(10));
    }

    /** Tarsy's clients send what they want. */
    @ParameterizedTest
    @ValueSource(strings = { "/api/v1/history/sessions", "/api/v1/history/active-sessions", "/api/v1/history/filter-options" })
    default void areIgnoredWhereTarsyIgnoresThem(String path) {
        assertThat(given().queryParam("unheard_of", 1).get(path).statusCode()).isEqualTo(200);
    }
}
