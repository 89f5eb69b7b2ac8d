package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The size of everything that a client may send: the last value that is taken and the first that is refused. */
interface LimitsHttpContract {

    int BODY = 10_485_760;
    int STRING = 1_048_576;
    int RESULT = 524_288;

    /** Where a record of every kind is sent to. */
    enum Kind {
        SESSION {
            @Override
            Response send(Map<String, Object> fields) {
                Map<String, Object> body = Api.session(Samples.id());
                body.putAll(fields);
                return json(body).post(SESSIONS);
            }
        },
        SESSION_CHANGE {
            @Override
            Response send(Map<String, Object> fields) {
                return Api.patch(Api.created("in_progress"), fields);
            }
        },
        STAGE {
            @Override
            Response send(Map<String, Object> fields) {
                Map<String, Object> body = Api.stage(Samples.id(), 0);
                body.putAll(fields);
                return json(body).post(SESSIONS + "/" + Api.created("in_progress") + "/stages");
            }
        },
        STAGE_CHANGE {
            @Override
            Response send(Map<String, Object> fields) {
                String session = Api.created("in_progress");
                json(Api.stage("stage-" + session, 0)).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
                return json(fields).patch(SESSIONS + "/" + session + "/stages/stage-" + session);
            }
        },
        LLM {
            @Override
            Response send(Map<String, Object> fields) {
                Map<String, Object> body = Api.llm(Samples.id());
                body.putAll(fields);
                return json(body).post(SESSIONS + "/" + Api.created("in_progress") + "/llm-interactions");
            }
        },
        MCP {
            @Override
            Response send(Map<String, Object> fields) {
                Map<String, Object> body = Api.toolCall(Samples.id());
                body.putAll(fields);
                return json(body).post(SESSIONS + "/" + Api.created("in_progress") + "/mcp-interactions");
            }
        };

        abstract Response send(Map<String, Object> fields);

        void takes(String field, Object value) {
            assertThat(send(Map.of(field, value)).statusCode()).as(this + " " + field).isBetween(200, 201);
        }

        void refuses(String field, Object value, String message) {
            send(Map.of(field, value)).then().statusCode(422).contentType("application/problem+json")
                    .body("errors[0].pointer", startsWith("/" + field), "errors[0].message", containsString(message));
        }
    }

    private static HttpResponse<String> chunked(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers
                        .ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request,
                HttpResponse.BodyHandlers.ofString());
    }

    /** Every route whose body is JSON, with an identifier in each place of one. */
    private static Map<String, List<String>> jsonRoutes() {
        Map<String, Map<String, Object>> paths = given().accept("application/json").get("/q/openapi").path("paths");
        Map<String, List<String>> routes = new TreeMap<>();
        for (String method : List.of("post", "patch")) {
            paths.forEach((path, operations) -> {
                Object body = operations.get(method) instanceof Map<?, ?> operation ? operation.get("requestBody") : null;
                if (body != null && path.startsWith("/api/") && body.toString().contains("application/json")) {
                    routes.computeIfAbsent(method.toUpperCase(java.util.Locale.ROOT), name -> new ArrayList<>())
                            .add(path.replaceAll("\\{[^}]*}", Samples.id()));
                }
            });
        }
        return routes;
    }

    @ParameterizedTest
    @CsvSource({ "LLM, model_name, 255", "LLM, provider, 255", "LLM, mcp_event_id, 1000", "MCP, request_id, 1000",
            "SESSION_CHANGE, current_stage_id, 255" })
    default void takesNamesUpToTheirLength(Kind kind, String field, int most) {
        kind.takes(field, "x".repeat(most));
        kind.refuses(field, "x".repeat(most + 1), "size must be");
    }

    @Test
    default void everyRouteThatTakesJsonRefusesAByteTooMany() {
        Map<String, List<String>> routes = jsonRoutes();
        assertThat(routes.get("POST")).contains(SESSIONS, WEBHOOK).hasSizeGreaterThan(4);
        assertThat(routes.get("PATCH")).hasSizeGreaterThan(1);
        String tooLarge = " ".repeat(BODY + 1);
        routes.forEach((method, paths) -> assertThat(paths).allSatisfy(path -> {
            json(tooLarge).request(method, path).then().statusCode(413)
                    .body("type", equalTo("urn:alert-history:problem:too_large"));
            HttpResponse<String> answer = chunked(method, path, tooLarge);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:alert-history:problem:too_large");
        }));
    }

    @Test
    default void takesABodyOfTheLastByte() throws Exception {
        String session = Samples.id();
        String text = io.vertx.core.json.Json.encode(Api.session(session));
        String body = text + " ".repeat(BODY - text.length());
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(chunked("POST", SESSIONS, body).statusCode()).isEqualTo(200);
    }

    /** Nine strings of the greatest length: what is large is returned as it was sent, too. */
    @Test
    default void returnsAnAlertOfNearlyTheLimit() {
        String session = Samples.id();
        Map<String, Object> body = Api.session(session);
        List<String> log = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").stream().map(c -> c.repeat(STRING)).toList();
        body.put("alert_data", Map.of("log", log));
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(given().get(SESSIONS + "/" + session).jsonPath().<String> getList("alert_data.log")).isEqualTo(log);
    }

    @ParameterizedTest
    @CsvSource({
            "SESSION, alert_data, true", "SESSION, error_message, false", "SESSION, final_analysis, false",
            "SESSION, session_metadata, true", "SESSION, runbook_url, false",
            "SESSION_CHANGE, error_message, false", "SESSION_CHANGE, final_analysis, false",
            "SESSION_CHANGE, session_metadata, true",
            "STAGE, stage_output, true", "STAGE, error_message, false",
            "STAGE_CHANGE, stage_output, true",
            "LLM, conversation, true", "LLM, response_metadata, true", "LLM, native_tools_config, true",
            "LLM, thinking_content, false", "LLM, error_message, false",
            "MCP, tool_arguments, true", "MCP, available_tools, true", "MCP, error_message, false",
            "MCP, step_description, false" })
    default void aStringHasAtMost1048576CharactersAndNoU0000(Kind kind, String field, boolean payload) {
        kind.takes(field, value("x".repeat(STRING), payload));
        kind.refuses(field, value("x".repeat(STRING + 1), payload), "at most 1,048,576 characters");
        kind.refuses(field, value("x\u0000", payload), "U+0000");
    }

    private static Object value(String text, boolean payload) {
        return payload ? Map.of("texts", List.of(1, text)) : text;
    }

    @Test
    default void aStringIsMeasuredInCharactersNotBytes() {
        Kind.LLM.takes("thinking_content", "漢".repeat(STRING));
        Kind.SESSION.takes("alert_data", Map.of("text", "漢".repeat(STRING)));
    }

    @Test
    default void anAlertIsNotLostForALongString() {
        String fingerprint = Samples.id();
        json(Map.of("version", "4", "alerts", List.of(alert(fingerprint, "x".repeat(STRING)),
                alert(fingerprint + "-2", "x".repeat(STRING + 1))))).post(WEBHOOK).then().statusCode(200)
                .body("created", equalTo(2), "errors.index", equalTo(List.of()));
    }

    private static Map<String, Object> alert(String fingerprint, String text) {
        return Map.of("status", "firing", "fingerprint", fingerprint, "startsAt", "2026-01-01T00:00:00Z", "annotations",
                Map.of("text", text));
    }

    /** With the quotation marks of its JSON text. */
    @ParameterizedTest
    @ValueSource(strings = { "x", "é", "漢", "😀" })
    default void aToolResultHasAtMost524288Bytes(String character) {
        int size = character.getBytes(StandardCharsets.UTF_8).length;
        String largest = character.repeat((RESULT - 2) / size) + "x".repeat((RESULT - 2) % size);
        Kind.MCP.takes("tool_result", largest);
        Kind.MCP.refuses("tool_result", largest + "x", "at most 524288 bytes");
        Kind.MCP.takes("tool_result", List.of(largest.substring(size == 4 ? 4 : 2))); // [] take two more
        Kind.MCP.refuses("tool_result", List.of(largest), "at most 524288 bytes");
    }

    @Test
    default void tellsAllThatExceedsAtOnceAndStoresNothing() {
        String session = Api.created("in_progress");
        Map<String, Object> first = Api.toolCall(Samples.id());
        first.put("tool_result", "x".repeat(RESULT));
        Map<String, Object> second = Api.toolCall(Samples.id());
        second.put("error_message", "x".repeat(STRING + 1));
        second.put("tool_arguments", Map.of("a", "x".repeat(STRING + 1)));
        json(List.of(Api.toolCall(Samples.id()), first, second)).post(SESSIONS + "/" + session + "/mcp-interactions").then()
                .statusCode(422).body("errors.pointer",
                        equalTo(List.of("/1/tool_result", "/2/error_message", "/2/tool_arguments")));
        given().get(SESSIONS + "/" + session).then().body("total_interactions", equalTo(0));
    }

    // ---------------------------------------------------------------- ?truncate=true

    private static Response truncating(String session, String kind, Object body) {
        return json(body).post(SESSIONS + "/" + session + "/" + kind + "-interactions?truncate=true");
    }

    private static JsonPath details(String session, int place) {
        return given().get(SESSIONS + "/" + session).jsonPath()
                .setRootPath("session_level_interactions[" + place + "].details");
    }

    @Test
    default void cutsAToolResultThatIsText() {
        String session = Api.created("in_progress");
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("tool_result", "漢".repeat(RESULT));
        truncating(session, "mcp", call).then().statusCode(201).body("accepted", equalTo(1));
        JsonPath stored = details(session, 0);
        assertThat(stored.getBoolean("truncated")).isTrue();
        assertThat(stored.getString("tool_result")).isEqualTo("漢".repeat((RESULT - 2) / 3));
    }

    @Test
    default void keepsTheBeginningOfAToolResultThatIsAnObject() {
        String session = Api.created("in_progress");
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("tool_result", Map.of("output", "\"".repeat(RESULT / 2)));
        truncating(session, "mcp", call).then().statusCode(201);
        JsonPath stored = details(session, 0);
        assertThat(stored.getBoolean("truncated")).isTrue();
        assertThat(stored.getBoolean("tool_result.truncated")).isTrue();
        assertThat(stored.getString("tool_result.text")).startsWith("{\"output\":\"\\\"\\\"").hasSizeGreaterThan(RESULT / 4);
    }

    @Test
    default void cutsTheStringsOfAConversation() {
        String session = Api.created("in_progress");
        Map<String, Object> call = Api.llm(Samples.id());
        call.put("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", "x".repeat(STRING + 5)),
                Map.of("role", "assistant", "content", "short"))));
        call.put("thinking_content", "x".repeat(STRING - 1) + "😀"); // half of it would be left
        truncating(session, "llm", call).then().statusCode(201);
        JsonPath stored = details(session, 0);
        assertThat(stored.getBoolean("truncated")).isTrue();
        assertThat(stored.<String> getList("conversation.messages.content")).isEqualTo(List.of("x".repeat(STRING), "short"));
        assertThat(stored.<String> getList("conversation.messages.role")).isEqualTo(List.of("user", "assistant"));
        assertThat(stored.getString("thinking_content")).isEqualTo("x".repeat(STRING - 1));
    }

    @ParameterizedTest
    @CsvSource({ "llm, conversation, true", "llm, response_metadata, true", "llm, native_tools_config, true",
            "llm, thinking_content, false", "llm, error_message, false", "mcp, tool_arguments, true",
            "mcp, available_tools, true", "mcp, tool_result, true", "mcp, error_message, false",
            "mcp, step_description, false" })
    default void cutsEveryPayload(String kind, String field, boolean payload) {
        String session = Api.created("in_progress");
        Map<String, Object> call = interaction(kind);
        call.put(field, value("x".repeat(STRING + 1), payload));
        truncating(session, kind, call).then().statusCode(201);
        assertThat(details(session, 0).getBoolean("truncated")).isTrue();
    }

    private static Map<String, Object> interaction(String kind) {
        return kind.equals("llm") ? Api.llm(Samples.id()) : Api.toolCall(Samples.id());
    }

    @Test
    default void marksOnlyWhatItCut() {
        String session = Api.created("in_progress");
        Map<String, Object> small = Api.toolCall(Samples.id());
        small.put("tool_result", "x".repeat(RESULT - 2));
        small.put("timestamp_us", 1);
        Map<String, Object> large = Api.toolCall(Samples.id());
        large.put("tool_result", "x".repeat(RESULT - 1));
        large.put("timestamp_us", 2);
        truncating(session, "mcp", List.of(small, large)).then().statusCode(201).body("accepted", equalTo(2));
        assertThat(details(session, 0).getBoolean("truncated")).isFalse();
        assertThat(details(session, 0).getString("tool_result")).hasSize(RESULT - 2);
        assertThat(details(session, 1).getBoolean("truncated")).isTrue();
    }

    @Test
    default void aRepeatOfWhatWasCutIsADuplicate() {
        String session = Api.created("in_progress");
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("tool_result", Map.of("output", "x".repeat(RESULT)));
        truncating(session, "mcp", call).then().statusCode(201);
        truncating(session, "mcp", call).then().statusCode(200).body("duplicates", equalTo(1));
        call.put("tool_result", Map.of("output", "y".repeat(RESULT)));
        truncating(session, "mcp", call).then().statusCode(409);
    }

    @Test
    default void cutsOnlyWhenItIsAskedTo() {
        String path = SESSIONS + "/" + Api.created("in_progress") + "/mcp-interactions";
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("tool_result", "x".repeat(RESULT));
        json(call).post(path).then().statusCode(422);
        json(call).post(path + "?truncate=false").then().statusCode(422).body("errors[0].pointer", equalTo("/tool_result"));
        for (String flag : List.of("yes", "1", "TRUE")) {
            json(call).post(path + "?truncate=" + flag).then().statusCode(422).body("errors[0].parameter", equalTo("truncate"));
        }
    }

    @Test
    default void cutsNoNameNoBodyAndNoDefect() {
        String session = Api.created("in_progress");
        for (String name : List.of("request_id", "server_name", "tool_name")) {
            Map<String, Object> call = Api.toolCall(Samples.id());
            call.put(name, "x".repeat(STRING + 1));
            truncating(session, "mcp", call).then().statusCode(422).body("errors[0].pointer", equalTo("/" + name));
        }
        Map<String, Object> call = Api.toolCall(Samples.id());
        call.put("tool_result", "x".repeat(RESULT) + "\u0000"); // behind the place where it would be cut
        truncating(session, "mcp", call).then().statusCode(422);
        truncating(session, "mcp", " ".repeat(BODY + 1)).then().statusCode(413);
    }

    // ---------------------------------------------------------------- names, nesting, numbers

    @ParameterizedTest
    @CsvSource({ "SESSION, session_id, 200", "SESSION, alert_id, 500", "SESSION, agent_type, 255", "SESSION, alert_type, 255",
            "SESSION, chain_id, 255", "SESSION, author, 255", "SESSION, slack_message_fingerprint, 500",
            "STAGE, execution_id, 200", "STAGE, stage_id, 255", "STAGE, stage_name, 255", "STAGE, agent, 255",
            "STAGE, iteration_strategy, 255", "LLM, interaction_id, 200", "MCP, communication_id, 200",
            "MCP, server_name, 255", "MCP, tool_name, 255" })
    default void aNameHasItsLength(Kind kind, String field, int most) {
        String name = Samples.id() + "x".repeat(most - 36);
        kind.takes(field, name);
        kind.refuses(field, name + "x", String.valueOf(most));
    }

    @Test
    default void nestingAndNumbersHaveALimit() {
        Kind.SESSION.takes("alert_data", nested(990));
        Kind.STAGE.takes("stage_output", nested(990));
        Kind.LLM.takes("conversation", nested(990));
        Kind.MCP.takes("tool_result", nested(990));
        Map<String, Object> alert = new LinkedHashMap<>(alert(Samples.id(), "text"));
        alert.put("details", nested(980));
        json(Map.of("version", "4", "alerts", List.of(alert))).post(WEBHOOK).then().statusCode(200).body("created", equalTo(1));
        json("{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1001))
                .post(SESSIONS)
                .then().statusCode(422).body("errors[0].message", containsString("1,000 levels of nesting"));
        assertThat(number("1".repeat(1000))).isEqualTo(201);
        assertThat(number("1".repeat(1001))).isEqualTo(422);
        Kind.SESSION.takes("alert_data", Map.of("n".repeat(50_000), 1));
        Kind.SESSION.refuses("alert_data", Map.of("n".repeat(50_001), 1), "a member name may have 50,000 characters");
    }

    private static Object nested(int levels) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (int i = 1; i < levels; i++) {
            value = new LinkedHashMap<>(Map.of("a", value));
        }
        return value;
    }

    private static int number(String digits) {
        return json("{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"n\":" + digits + "}}").post(SESSIONS)
                .statusCode();
    }
}
