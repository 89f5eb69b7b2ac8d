package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/** Numbers of typed fields. */
interface NumberHttpContract {

    List<String> NO_NUMBERS = List.of("\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "1e999", "-1e999", "\"1e999\"", "\"1\"");

    @Test
    default void everyNumberFieldTakesWhatJsonCanWriteAndNothingElse() {
        Map<String, Map<String, Object>> paths = given().accept("application/json").get("/q/openapi").path("paths");
        Map<String, Object> document = given().accept("application/json").get("/q/openapi").path("$");
        List<String> tried = new ArrayList<>();
        for (String method : List.of("post", "patch")) {
            paths.forEach((path, operations) -> {
                if (path.startsWith("/api/") && operations.get(method) instanceof Map<?, ?> operation) {
                    numbers(document, operation.get("requestBody")).forEach(field -> {
                        String route = path.replaceAll("\\{[^}]*}", Samples.id());
                        NO_NUMBERS.forEach(
                                value -> given().contentType("application/json").body("{\"" + field + "\":" + value + "}")
                                        .request(method, route).then().statusCode(422)
                                        .body("errors.pointer", hasItem(endsWith("/" + field))));
                        tried.add(method + " " + path + " " + field);
                    });
                }
            });
        }
        assertThat(tried).hasSizeGreaterThan(20).contains(
                "post /api/v1/history/sessions/{sessionId}/llm-interactions temperature",
                "patch /api/v1/history/sessions/{sessionId} completed_at_us", "post /api/v1/alerts timestamp");
    }

    @Test
    default void aRecordOfAnUploadTakesNoOtherNumber() {
        String session = Api.created("in_progress");
        for (String value : NO_NUMBERS) {
            String line = "{\"type\":\"llm\",\"session_id\":\"" + session + "\",\"interaction_id\":\"" + Samples.id()
                    + "\",\"model_name\":\"m\",\"temperature\":" + value + "}\n";
            String answer = given().contentType("application/x-ndjson").body(line.getBytes(StandardCharsets.UTF_8))
                    .post(Api.BULK).then().statusCode(200).extract().asString();
            assertThat(JsonPath.from(answer.substring(0, answer.indexOf('\n'))).getString("rejected[0].code")).as(value)
                    .isEqualTo("invalid_field");
        }
    }

    @Test
    default void aZeroWithASignIsFoundAgain() {
        String path = SESSIONS + "/" + Api.created("in_progress") + "/llm-interactions";
        Map<String, Object> llm = new LinkedHashMap<>(Api.llm(Samples.id()));
        llm.put("temperature", -0.0);
        json(llm).post(path).then().statusCode(201);
        json(llm).post(path).then().statusCode(200).body("duplicates", equalTo(1));
    }

    /** The names of all members that are numbers, whichever of several forms the body has. */
    private static Set<String> numbers(Map<String, Object> document, Object schema) {
        Set<String> names = new TreeSet<>();
        collect(document, schema, names, 0);
        return names;
    }

    private static void collect(Map<String, Object> document, Object node, Set<String> names, int depth) {
        if (depth > 12) {
            return;
        }
        if (node instanceof Collection<?> list) {
            list.forEach(one -> collect(document, one, names, depth + 1));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                collect(document, resolve(document, reference), names, depth + 1);
            }
            if (map.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, property) -> {
                    if (isNumber(document, property)) {
                        names.add((String) name);
                    }
                });
            }
            Stream.of("content", "application/json", "application/merge-patch+json", "schema", "items", "oneOf", "anyOf",
                    "allOf")
                    .map(map::get).forEach(child -> collect(document, child, names, depth + 1));
        }
    }

    private static boolean isNumber(Map<String, Object> document, Object property) {
        if (!(property instanceof Map<?, ?> schema)) {
            return false;
        }
        if (schema.get("$ref") instanceof String reference) {
            return isNumber(document, resolve(document, reference));
        }
        String type = String.valueOf(schema.get("type"));
        return type.contains("integer") || type.contains("number");
    }

    private static Object resolve(Map<String, Object> document, String reference) {
        Object found = document;
        for (String step : reference.substring(2).split("/")) {
            found = ((Map<?, ?>) found).get(step);
        }
        return found;
    }
}
