package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.session;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Answer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** Every refusal is a problem (RFC 9457), the framework's own included. */
interface ErrorHttpContract {

    private static void isProblem(Response answer, int status) {
        answer.then().statusCode(status).contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status), "type", startsWith("urn:alert-history:problem:"));
        assertThat(answer.<String> path("title")).isNotBlank();
        assertThat(answer.<String> path("detail")).isNotBlank();
        assertThat(answer.<String> path("instance")).startsWith("/");
        assertThat(answer.asString()).doesNotContainIgnoringCase("select ").doesNotContain("Exception", "io.alerthistory",
                "com.fasterxml", "java.");
    }

    @Test
    default void refusesWhatTheFrameworkRefuses() {
        isProblem(given().get("/no/such/route"), 404);
        isProblem(given().get("/api/v1/history/nothing"), 404);
        isProblem(given().get(SESSIONS + "/" + Samples.id()), 404);
        isProblem(given().delete(SESSIONS), 405);
        given().delete(SESSIONS).then().header("Allow", containsString("POST"));
        isProblem(given().get(SESSIONS + "/" + Samples.id() + "/stages"), 405);
        given().get(SESSIONS + "/" + Samples.id() + "/stages").then().header("Allow", "POST");
        isProblem(given().contentType("text/plain").body("x").post(SESSIONS), 415);
        isProblem(given().accept("image/png").get(SESSIONS), 406);
        isProblem(json(" ".repeat(10_485_761)).post(SESSIONS), 413);
    }

    /** The mark of a byte order that no encoding has. */
    @Test
    default void refusesABodyThatIsNoText() {
        Response answer = given().contentType("application/json").body(new byte[] { 0, 0, -1, -2, '{', '}' }).post(SESSIONS);
        isProblem(answer, 400);
        assertThat(answer.<String> path("type")).isEqualTo("urn:alert-history:problem:invalid_json");
        assertThat(answer.<String> path("detail")).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = { SESSIONS + "/s/summary", SESSIONS + "/s/status", SESSIONS + "/s/trace",
            SESSIONS + "/s/interactions/i", SESSIONS + "/s/final-analysis", ActiveSessionsHttpContract.ACTIVE,
            CatalogHttpContract.FILTER_OPTIONS, CatalogHttpContract.ALERT_TYPES, CatalogHttpContract.RUNBOOKS,
            CatalogHttpContract.MCP_SERVERS, HealthHttpContract.HEALTH, HealthHttpContract.WARNINGS })
    default void aRouteThatIsOnlyReadSaysSo(String route) {
        isProblem(given().delete(route), 405);
        given().delete(route).then().header("Allow", "GET");
        isProblem(given().accept("image/png").get(route), 406);
    }

    @ParameterizedTest
    @CsvSource({ "?x=%zz, 400", "?x=%1, 400", "?%zz=1, 400", "?x={}, 400", "?x=<a>, 400", "/%zz, 400", "/{x}, 400", "/a|b, 400",
            "/^, 400", "?x=[1], 200", "?agent_type=%ff, 422", "/%ff, 404", "/a%00b, 404", "#part, 400", "?x=\u00e9, 400",
            "?agent_type=%C3%A9, 200" })
    default void refusesAnAddressThatIsNone(String rest, int status) throws Exception {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            Answer raw = connection.send(RawRequest.get(SESSIONS + rest)).orElseThrow();
            assertThat(raw.status()).isEqualTo(status);
            if (status >= 400) {
                assertThat(raw.header("Content-Type")).startsWith("application/problem+json");
                assertThat(raw.text()).contains("\"status\":" + status);
            }
        }
    }

    /** A proxy in front that decides by the path might see another one than the service. */
    @ParameterizedTest
    @ValueSource(strings = { "/health/database;x=1/performance", "/health;/database/performance",
            "/api/v1/sessions/;/chat-available",
            SESSIONS + ";a=b", SESSIONS + "/a%2Fb", SESSIONS + "/a%2fb", SESSIONS + "%5Cx", SESSIONS + "/a%5cb",
            SESSIONS + "/a%3Bb", SESSIONS + "/a%3bb", SESSIONS + "/a%3Fb", SESSIONS + "/a%23b", SESSIONS + "/a%252Fb",
            "/q/health%2Fready", "/no/such;route" })
    default void refusesAPathThatHidesASeparator(String path) {
        for (String method : List.of("GET", "DELETE", "OPTIONS")) {
            Response answer = given().urlEncodingEnabled(false).request(method, path);
            isProblem(answer, 400);
            assertThat(answer.<String> path("type")).isEqualTo("urn:alert-history:problem:bad_request");
        }
    }

    /** In a query they are values. */
    @Test
    default void takesASeparatorInAParameter() {
        given().urlEncodingEnabled(false).get(SESSIONS + "?agent_type=a%3Bb%2Fc%5Cd%3B%25").then().statusCode(200)
                .body("filters_applied.agent_type", equalTo("a;b/c\\d;%"));
    }

    @ParameterizedTest
    @CsvSource({ "agent_type=%ff, agent_type", "search=abc%C3, search", "x=1&status=%ED%A0%80, status", "start%ff=1, start%ff",
            "agent_type=%C0%AF, agent_type" })
    default void namesAParameterThatIsNotUtf8(String query, String parameter) {
        Response answer = given().urlEncodingEnabled(false).get(SESSIONS + "?" + query);
        isProblem(answer, 422);
        answer.then().body("errors.parameter", equalTo(List.of(parameter)), "errors[0].message", containsString("UTF-8"));
    }

    @Test
    default void aCursorIsMalformedLikeEveryOther() {
        isProblem(given().urlEncodingEnabled(false).get(SESSIONS + "?cursor=%ff"), 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { SESSIONS + " | GET, HEAD, OPTIONS, POST", SESSIONS + "/x | GET, HEAD, OPTIONS, PATCH",
            SESSIONS + "/x/stages | OPTIONS, POST", SESSIONS + "/x/stages/y | OPTIONS, PATCH",
            SESSIONS + "/x/summary | GET, HEAD, OPTIONS", Api.BULK + " | OPTIONS, POST", "/health | GET, HEAD, OPTIONS" })
    default void optionsNamesTheMethodsOfTheRoute(String path, String allowed) {
        given().options(path).then().statusCode(200).header("Allow", allowed);
        isProblem(given().options(SESSIONS + "/x/nothing/here"), 404);
    }

    @Test
    default void tellsBrowsersToRunAndKeepNothing() {
        List<Response> answers = List.of(given().get(SESSIONS), given().get(SESSIONS + "/" + Samples.id()),
                given().get("/no/such/route"), given().get("/health"), given().get(SESSIONS + "?page=x"),
                given().urlEncodingEnabled(false).get("/a;b"), json(session(Samples.id())).post(SESSIONS),
                given().get("/q/health/live"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("no-store"));
        });
        assertThat(given().get("/q/swagger-ui/").header("Content-Security-Policy")).as("it has scripts").isNull();
    }

    /** What is promised to be revalidated must be kept for that. */
    @Test
    default void letsABrowserKeepWhatHasAnEntityTag() {
        String id = Api.created("pending");
        Response first = given().get(SESSIONS + "/" + id);
        assertThat(first.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("private, no-cache"));
        Response again = given().header("If-None-Match", first.header("ETag")).get(SESSIONS + "/" + id);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.getHeaders().getValues("Cache-Control")).isEqualTo(List.of("private, no-cache"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "page=%D9%A1", "start_date_us=%D9%A1%D9%A2", "page=%2B1", "page_size=%EF%BC%95", "page=1.0",
            "page=%201" })
    default void anIntegerHasAsciiDigits(String query) {
        isProblem(given().urlEncodingEnabled(false).get(SESSIONS + "?" + query), 422);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ",,", "1", "abc", "W/1", "\"1", "\"1\", 2" })
    default void anIfMatchThatCannotBeReadIsNoneThatFailed(String condition) {
        HttpResponse<String> answer = BulkResponses
                .send(HttpRequest
                        .newBuilder(URI.create("http://localhost:" + RestAssured.port + SESSIONS + "/"
                                + Api.created("in_progress")))
                        .header("Content-Type", "application/json").header("If-Match", condition)
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"pod_id\":\"a\"}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:alert-history:problem:bad_request", "If-Match");
    }

    /** Neither could be asked for again: a URL's dots go up. */
    @ParameterizedTest
    @ValueSource(strings = { ".", ".." })
    default void anIdentifierIsNotOfDotsAlone(String id) {
        String session = SESSIONS + "/" + Api.created("in_progress");
        isProblem(json(session(id)).post(SESSIONS), 422);
        isProblem(json(Api.stage(id, 0)).post(session + "/stages"), 422);
        isProblem(json(Api.llm(id)).post(session + "/llm-interactions"), 422);
        isProblem(json(Api.toolCall(id)).post(session + "/mcp-interactions"), 422);
        assertThat(BulkResponses.to(List.of(BulkLines.session(id))).rejected()).containsValue("invalid_field");
        isProblem(json(session("a b")).post(SESSIONS), 422);
        json(session("..." + Samples.id())).post(SESSIONS).then().statusCode(201);
    }

    @Test
    default void refusesAnAddressThatIsTooLong() {
        isProblem(given().get(SESSIONS + "?x=" + "x".repeat(8192)), 414);
        given().get(SESSIONS + "?x=" + "x".repeat(8000)).then().statusCode(200);
    }

    /** Else anyone could fill the metrics with addresses of his own. */
    @Test
    default void countsWhatItRefusesByItsRoute() {
        isProblem(given().delete(SESSIONS + "/zqcounted-1"), 405);
        isProblem(given().urlEncodingEnabled(false).get(SESSIONS + "/zqcounted%00apart"), 404);
        isProblem(given().get(SESSIONS + "?zqcounted=" + "x".repeat(8192)), 414);
        isProblem(given().post("/zqcounted-2/" + "x".repeat(8192)), 414);
        given().options(SESSIONS + "/zqcounted-3/stages");
        given().request("ZQCOUNTED", SESSIONS);
        assertThat(given().get("/q/metrics").asString().toLowerCase(Locale.ROOT)).doesNotContain("zqcounted");
        assertThat(given().get("/q/metrics").asString())
                .contains("status=\"405\",uri=\"" + SESSIONS + "/{sessionId}\"", "status=\"414\",uri=\"" + SESSIONS + "\"",
                        "status=\"414\",uri=\"UNKNOWN\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "PUT | | GET, POST", "HEAD | /x/stages | POST", "GET | /x/stages | POST",
            "DELETE | /x/stages/y | PATCH", "TRACE | /x/llm-interactions | POST", "FOO | /x | GET, PATCH" })
    default void tellsAMethodThatIsNotAllowedFromARouteThatIsNotThere(String method, String below, String allowed) {
        Response answer = given().request(method, SESSIONS + (below == null ? "" : below));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        isProblem(given().request(method.equals("HEAD") ? "GET" : method, SESSIONS + "/x/nothing/here"), 404);
    }

    @Test
    default void saysWhatIsAllowedWhateverTheSlashes() {
        for (String path : List.of(SESSIONS, SESSIONS + "/", "//api/v1//history/sessions", SESSIONS + "/x/%2E%2e",
                "/api/v1/x/../history/%73essions")) {
            Response answer = given().urlEncodingEnabled(false).delete(path);
            isProblem(answer, 405);
            assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "400 | {",
            "400 | {\"agent_type\": nonsense}",
            "400 | {} {}",
            "422 | ``",
            "422 | null",
            "422 | []",
            "422 | 17",
            "422 | \"text\"",
            "422 | {}" })
    default void refusesABodyThatIsNoSession(int status, String body) {
        isProblem(given().contentType("application/json").body(body).post(SESSIONS), status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "agent_type | \"\" | must not be blank",
            "agent_type | 5 | must be a string",
            "agent_type | null | must not be blank",
            "agent_type | \"a\\u0000b\" | U+0000",
            "agent_type | \"\\ud800\" | surrogate",
            "alert_data | [] | must be a JSON object",
            "alert_data | {\"a\":{\"b\":[\"\\u0000\"]}} | U+0000",
            "alert_data | {\"a\\u0000\":1} | U+0000",
            "alert_data | {\"a\":1e99999} | exponent",
            "started_at_us | \"5\" | must be an integer",
            "started_at_us | 1.5 | must be an integer",
            "started_at_us | -1 | greater than or equal to 0",
            "started_at_us | 99999999999999999999999 | must be an integer",
            "status | \"nonsense\" | must be one of pending, in_progress",
            "status | 1 | must be one of",
            "session_id | \"a/b\" | must be 1 to 200 characters",
            "alert_id | \"\" | size must be between",
            "completely_unknown | 1 | unknown" })
    default void namesTheBrokenField(String field, String value, String message) {
        Map<String, Object> body = session(Samples.id());
        body.remove(field);
        String text = io.vertx.core.json.Json.encode(body);
        Response answer = json(text.substring(0, text.length() - 1) + ",\"" + field + "\":" + value + "}").post(SESSIONS);
        isProblem(answer, 422);
        answer.then().body("errors[0].pointer", startsWith("/" + field), "errors[0].message", containsString(message),
                "errors[0].code", equalTo("invalid_field"), "errors[0].parameter", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"a\":{\"b\":[1,\"\\u0000\"]}} | /a/b/1",
            "{\"a\":[{},{\"b/c\":\"\\ud800\"}]} | /a/1/b~1c",
            "{\"a\":{\"b\":2e99999}} | /a/b", "\"\\u0000\" | ''" })
    default void pointsToTheVeryMember(String value, String below) {
        for (String field : List.of("alert_data", "session_metadata", "mcp_selection")) {
            Map<String, Object> session = session(Samples.id());
            session.remove(field);
            String text = io.vertx.core.json.Json.encode(session);
            json(text.substring(0, text.length() - 1) + ",\"" + field + "\":" + value + "}").post(SESSIONS).then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/" + field + below));
        }
        String calls = SESSIONS + "/" + Api.created("in_progress") + "/llm-interactions";
        String call = "{\"interaction_id\":\"" + Samples.id() + "\",\"model_name\":\"x\",\"conversation\":" + value + "}";
        json(call).post(calls).then().statusCode(422).body("errors.pointer", equalTo(List.of("/conversation" + below)));
        json(" [" + call + "]").post(calls).then().statusCode(422).body("errors.pointer",
                equalTo(List.of("/0/conversation" + below)), "detail", containsString("0/conversation" + below + " must"));
    }

    @Test
    default void refusesAMemberThatStandsThereTwice() {
        Map<String, Object> session = session(Samples.id());
        String text = io.vertx.core.json.Json.encode(session);
        String twice = text.substring(0, text.length() - 1) + ",\"agent_type\":\"other\"}";
        json(twice).post(SESSIONS).then().statusCode(422).body("errors.pointer", equalTo(List.of("/agent_type")),
                "errors.message", equalTo(List.of("must not be sent twice")));
        String id = Api.created("in_progress");
        json("{\"status\":\"completed\",\"status\":\"failed\"}").patch(SESSIONS + "/" + id).then().statusCode(422).body(
                "errors.pointer", equalTo(List.of("/status")));
        json("[{\"model_name\":\"x\",\"model_name\":\"y\",\"interaction_id\":\"z\"}]")
                .post(SESSIONS + "/" + id + "/llm-interactions")
                .then().statusCode(422).body("errors.pointer", equalTo(List.of("/0/model_name")));
        json("{\"data\":{\"a\":1,\"a\":2},\"data\":{}}").post("/api/v1/alerts").then().statusCode(422);
        json("{\"data\":{\"a\":1,\"a\":2}}").post("/api/v1/alerts").then().statusCode(200);
    }

    @Test
    default void tellsEveryBrokenFieldAtOnce() {
        Response answer = json(Map.of("alert_data", List.of(), "session_id", "a b")).post(SESSIONS);
        isProblem(answer, 422);
        answer.then().body("errors.pointer", hasItems("/alert_data", "/session_id", "/agent_type", "/chain_id"));
    }

    @Test
    default void refusesAFieldThatCannotChange() {
        String id = Api.created("in_progress");
        for (String field : List.of("session_id", "alert_id", "started_at_us", "alert_data", "nonsense")) {
            Response answer = Api.patch(id, Map.of(field, 1));
            isProblem(answer, 422);
            answer.then().body("errors[0].pointer", equalTo("/" + field));
        }
        isProblem(Api.patch(id, Map.of("status", "nonsense")), 422);
        isProblem(json("{\"status\":null}").patch(SESSIONS + "/" + id), 422);
        isProblem(json("").patch(SESSIONS + "/" + id), 422);
        isProblem(Api.patch(Samples.id(), Map.of("pod_id", "p")), 404);
    }

    @Test
    default void refusesU0000InAParameter() {
        Response answer = given().urlEncodingEnabled(false).get(SESSIONS + "?agent_type=a%00b");
        isProblem(answer, 422);
        isProblem(given().urlEncodingEnabled(false).get(SESSIONS + "/a%00b"), 404);
    }

    /** Chunked: the length is known only at the end. */
    @Test
    default void refusesALargeBodyOfUnknownLength() throws Exception {
        byte[] body = ("{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"x\":[" + "\"0123456789\",".repeat(900_000)
                + "1]}}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + SESSIONS))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build();
        HttpResponse<String> answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request,
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("10485760 bytes");
    }

    @Test
    default void takesOverAHarmlessRequestId() {
        given().header("X-Request-Id", "abc-1").get(SESSIONS).then().header("X-Request-Id", "abc-1");
        given().header("X-Request-Id", "a b\"c").get(SESSIONS).then().header("X-Request-Id",
                matchesPattern("[0-9a-f-]{36}"));
    }
}
