package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.alerthistory.http.Api.CHATS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.support.BehindProxy.from;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.BehindProxy;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Who is the author of what, behind a proxy that signs people in; and who may say so. */
interface AuthorsHttpContract {

    String BULK = "/api/v1/history/bulk";

    private static RequestSpecification json(RequestSpecification request, Object body) {
        return request.contentType("application/json").body(body);
    }

    private static RequestSpecification agent() {
        return from("recorder", "agents");
    }

    private static Map<String, Object> detail(String session) {
        return from("root", "platform").get(SESSIONS + "/" + session).then().statusCode(200).extract().jsonPath().getMap("$");
    }

    private static String ended() {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("status", "in_progress");
        json(agent(), body).post(SESSIONS).then().statusCode(201);
        json(agent(), Map.of("status", "completed")).patch(SESSIONS + "/" + id).then().statusCode(200);
        return id;
    }

    private static String chatOf(String session) {
        return "/api/v1/sessions/" + session + "/chat";
    }

    private static String opened() {
        return from("alice", "sre").post(chatOf(ended())).then().statusCode(200).extract().path("chat_id");
    }

    // ---------------------------------------------------------------- what people do

    @ParameterizedTest
    @CsvSource({ "alice, a@example.org, alice", "alice,, alice", ", a@example.org, a@example.org",
            "'', a@example.org, a@example.org" })
    default void theAuthorOfAnAlertIsTheUserElseTheAddress(String user, String email, String author) {
        String id = json(from(user, email, "sre"), Map.of("data", Map.of())).post(ALERTS).then().statusCode(200).extract()
                .path("session_id");

        assertThat(detail(id)).containsEntry("author", author);
    }

    @Test
    default void whoOpensAChatFirstHasCreatedIt() {
        String session = ended();

        Response first = from("alice", "sre").post(chatOf(session));

        first.then().statusCode(200).body("created_by", equalTo("alice"));
        from("bob", "sre").post(chatOf(session)).then().statusCode(200).body(equalTo(first.asString()));
        from(null, "a@example.org", "sre").post(chatOf(ended())).then().statusCode(200).body("created_by",
                equalTo("a@example.org"));
    }

    @Test
    default void theAuthorOfAMessageIsTheCallerWhateverTheBodySays() {
        String chat = opened();
        String path = CHATS + "/" + chat + "/messages";
        Map<String, String> body = Map.of("content", "why?", "author", "mallory");

        json(from(null, "a@example.org", "sre"), body).post(path).then().statusCode(200).body("author",
                equalTo("a@example.org"));
        Response sent = json(from("alice", "a@example.org", "sre"), body).post(path);

        sent.then().statusCode(200).body("author", equalTo("alice"));
        from("bob", "readers").get(path).then().statusCode(200).body("messages.author",
                equalTo(List.of("a@example.org", "alice")));
        Map<String, Object> session = detail(
                from("bob", "readers").get(CHATS + "/" + chat).then().statusCode(200).extract().path("session_id"));
        assertThat(new JsonPath(io.vertx.core.json.Json.encode(session)).getString("stages[1].chat_user_message.author"))
                .isEqualTo("alice");
    }

    // ---------------------------------------------------------------- what agents record

    @Test
    default void anAgentMayNameAnAuthorAndIsItByDefault() {
        String own = Samples.id();
        json(agent(), Api.session(own)).post(SESSIONS).then().statusCode(201).body("author", equalTo("recorder"));
        String named = Samples.id();
        Map<String, Object> body = Api.session(named);
        body.put("author", "carol");
        json(agent(), body).post(SESSIONS).then().statusCode(201).body("author", equalTo("carol"));

        for (String author : List.of("carol", "")) {
            String id = Samples.id();
            String line = BulkLines.session(id);
            agent().contentType("application/x-ndjson")
                    .body((author.isEmpty() ? line : line.replaceFirst("\\{", "{\"author\":\"carol\","))
                            .getBytes(StandardCharsets.UTF_8))
                    .post(BULK).then()
                    .statusCode(200);
            assertThat(detail(id)).containsEntry("author", author.isEmpty() ? "recorder" : "carol");
        }
    }

    // ---------------------------------------------------------------- names

    @Test
    default void aNameIsReadAsUtf8() throws Exception {
        assertThat(status(BehindProxy.SECRET, "127.0.0.1", "X-Forwarded-User: José".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(200);
        assertThat(status(BehindProxy.SECRET, "127.0.0.1", "X-Forwarded-User: José".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(422);
    }

    @Test
    default void aNameHasAtMost255Characters() {
        from("x".repeat(256), "readers").get(SESSIONS).then().statusCode(422).contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:invalid_parameter"), "errors[0].parameter",
                        equalTo("X-Forwarded-User"));
        from("x".repeat(255), "readers").get(SESSIONS).then().statusCode(200);
    }

    // ---------------------------------------------------------------- who is believed

    @ParameterizedTest
    @ValueSource(strings = { "", "wrong", "between-the-proxy-and-the-servic", "between-the-proxy-and-the-service2" })
    default void whoDoesNotKnowTheSecretIsNotBelieved(String secret) {
        given().header("X-Auth-Proxy-Secret", secret).header("X-Forwarded-User", "mallory")
                .header("X-Forwarded-Groups", "platform").get(SESSIONS).then().statusCode(401)
                .header("WWW-Authenticate", notNullValue()).contentType("application/problem+json");
        given().header("X-Forwarded-User", "mallory").header("X-Forwarded-Groups", "platform").get(SESSIONS).then()
                .statusCode(401);
    }

    @Test
    default void whoConnectsFromElsewhereIsNotBelieved() throws Exception {
        byte[] user = "X-Forwarded-User: alice".getBytes(StandardCharsets.US_ASCII);

        assertThat(status(BehindProxy.SECRET, "127.0.0.1", user)).isEqualTo(200);
        assertThat(status(BehindProxy.SECRET, "127.0.0.2", user)).isEqualTo(401);
    }

    private static int status(String secret, String address, byte[] header) throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port), 10_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + SESSIONS + "?page_size=1 HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\nX-Forwarded-Groups: readers\r\nX-Auth-Proxy-Secret: " + secret + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(header);
            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    // ---------------------------------------------------------------- groups

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "readers | 200 | 403", "sre | 200 | 200", "others, sre | 200 | 200",
            "admin | 403 | 403", "viewer,operator,admin | 403 | 403", "'' | 403 | 403", "SRE | 403 | 403" })
    default void onlyAMappedGroupGivesARole(String groups, int read, int submitted) {
        from("alice", groups).get(SESSIONS).then().statusCode(read);
        json(from("alice", groups), Map.of("data", Map.of())).post(ALERTS).then().statusCode(submitted);
    }

    // ---------------------------------------------------------------- browsers

    @ParameterizedTest
    @CsvSource({ "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Origin, https://evil.example", "Origin, null" })
    default void aWriteForAPageOfAnotherOriginIsRefused(String header, String value) {
        String session = ended();

        from("alice", "sre").header(header, value).post(SESSIONS + "/" + session + "/cancel").then().statusCode(403)
                .contentType("application/problem+json").body("detail", containsString("same origin"));
        from("alice", "sre").header(header, value).get(SESSIONS + "/" + session).then().statusCode(200);
    }

    /** CORS_ORIGINS=* is for what needs no cookie. */
    @Test
    default void aResponseForPagesOfEveryOriginIsForNoCredentials() {
        from("alice", "sre").header("Origin", "https://other.example").get(SESSIONS).then().statusCode(200)
                .header("Access-Control-Allow-Credentials", equalTo("false"));
    }

    @Test
    default void aWriteForAPageOfTheSameOriginIsNot() {
        json(from("alice", "sre").header("Sec-Fetch-Site", "same-origin"), Map.of("data", Map.of())).post(ALERTS).then()
                .statusCode(200);
        json(from("alice", "sre").header("Origin", "http://localhost:" + RestAssured.port), Map.of("data", Map.of()))
                .post(ALERTS).then().statusCode(200);
    }
}
