package io.alerthistory.http;

import static io.alerthistory.http.Api.CHATS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Questions about an investigation that has ended. */
interface ChatHttpContract {

    private static String chatOf(String sessionId) {
        return "/api/v1/sessions/" + sessionId + "/chat";
    }

    private static Response available(String sessionId) {
        return given().get("/api/v1/sessions/" + sessionId + "/chat-available");
    }

    private static String opened(String sessionId) {
        return given().post(chatOf(sessionId)).then().statusCode(200).extract().path("chat_id");
    }

    private static Response send(String chatId, String content) {
        return json(Map.of("content", content)).post(CHATS + "/" + chatId + "/messages");
    }

    private static Response messages(String chatId) {
        return given().get(CHATS + "/" + chatId + "/messages");
    }

    private static JsonPath detail(String sessionId) {
        return given().get(SESSIONS + "/" + sessionId).then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Object> overview(String sessionId, long startedAtUs) {
        return given().queryParam("start_date_us", startedAtUs).queryParam("end_date_us", startedAtUs + 1)
                .queryParam("page_size", 100).get(SESSIONS).jsonPath()
                .<Map<String, Object>> getList("sessions").stream()
                .filter(session -> session.get("session_id").equals(sessionId)).findFirst().orElseThrow();
    }

    private static String stagePath(String sessionId, String executionId) {
        return SESSIONS + "/" + sessionId + "/stages/" + executionId;
    }

    // ---------------------------------------------------------------- opening

    @Test
    default void opensOneChatForASessionHoweverOftenItIsAsked() {
        String session = Api.ended();
        Response first = given().post(chatOf(session));
        first.then().statusCode(200).body("keySet()", equalTo(Set.of("chat_id", "session_id", "created_at_us", "created_by",
                "message_count")), "session_id", equalTo(session), "created_by", equalTo("api-client"), "created_at_us",
                greaterThan(1_700_000_000_000_000L), "message_count", equalTo(0));
        given().post(chatOf(session)).then().statusCode(200).body(equalTo(first.asString()));
        given().get(CHATS + "/" + first.path("chat_id")).then().statusCode(200).body(equalTo(first.asString()));
    }

    @Test
    default void opensOneChatForTwentyCallsAtOnce() {
        String session = Api.ended();
        List<Response> answers = Api.together(20, () -> given().post(chatOf(session)));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers).extracting(answer -> answer.<String> path("chat_id")).containsOnly(opened(session));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"created_by\":\"somebody\"}", "[1", "null" })
    default void ignoresTheBodyOfTheOpening(String body) {
        String session = Api.ended();
        json(body).post(chatOf(session)).then().statusCode(200).body("created_by", equalTo("api-client"));
    }

    @Test
    default void believesNoNameWithoutAProxyThatItTrusts() {
        given().header("X-Forwarded-User", "alice").header("X-Forwarded-Email", "a@example.org").post(chatOf(Api.ended()))
                .then()
                .statusCode(200).body("created_by", equalTo("api-client"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "completed", "failed", "cancelled", "timed_out" })
    default void everyTerminalSessionCanBeChattedAbout(String status) {
        String session = Api.created("in_progress");
        Api.json(Api.llm(Samples.id())).post(Api.SESSIONS + "/" + session + "/llm-interactions").then().statusCode(201);
        Api.patch(session, Map.of("status", status)).then().statusCode(200);
        available(session).then().statusCode(200).body("keySet()", equalTo(Set.of("available", "reason", "chat_id")),
                "available", equalTo(true), "reason", nullValue(), "chat_id", nullValue());
        String chat = opened(session);
        available(session).then().statusCode(200).body("available", equalTo(true), "reason", nullValue(), "chat_id",
                equalTo(chat));
    }

    /** A dashboard does not offer it; whoever opens a chat all the same has one. */
    @Test
    default void aSessionWithoutAModelCallHasNothingToChatAbout() {
        String session = Api.ended();
        Api.json(Api.toolCall(Samples.id())).post(Api.SESSIONS + "/" + session + "/mcp-interactions");
        String reason = "Session has no processing history to discuss";
        available(session).then().statusCode(200).body("available", equalTo(false), "reason", equalTo(reason), "chat_id",
                nullValue());
        String chat = opened(session);
        available(session).then().statusCode(200).body("available", equalTo(false), "reason", equalTo(reason), "chat_id",
                equalTo(chat));
    }

    @ParameterizedTest
    @ValueSource(strings = { "pending", "in_progress", "paused", "canceling" })
    default void noRunningSessionCanBeChattedAbout(String status) {
        String session = Api.created(status);
        String reason = "Session must be in a terminal state (current status: " + status + ")";
        available(session).then().statusCode(200).body("available", equalTo(false), "reason", equalTo(reason), "chat_id",
                nullValue());
        given().post(chatOf(session)).then().statusCode(400).contentType("application/problem+json").body("type",
                equalTo("urn:alert-history:problem:invalid_state"), "detail", equalTo(reason));
        available(session).then().body("chat_id", nullValue());
    }

    @Test
    default void knowsNoChatThatIsNotThere() {
        String nobody = Samples.id();
        given().post(chatOf(nobody)).then().statusCode(404).body("type", equalTo("urn:alert-history:problem:session_not_found"),
                "detail", containsString(nobody));
        available(nobody).then().statusCode(404).body("type", equalTo("urn:alert-history:problem:session_not_found"));
        for (Response answer : List.of(given().get(CHATS + "/" + nobody), messages(nobody), send(nobody, "why?"))) {
            answer.then().statusCode(404).body("type", equalTo("urn:alert-history:problem:chat_not_found"), "detail",
                    containsString(nobody));
        }
    }

    @Test
    default void saysWhichMethodsAChatHas() {
        String chat = opened(Api.ended());
        given().delete(CHATS + "/" + chat).then().statusCode(405).header("Allow", containsString("GET"));
        given().delete(CHATS + "/" + chat + "/messages").then().statusCode(405).header("Allow", equalTo("GET, POST"));
    }

    // ---------------------------------------------------------------- messages

    @Test
    default void sendsAMessageAndMakesTheStageThatAnswersIt() {
        String session = Api.ended();
        String chat = opened(session);
        Response sent = json(Map.of("content", " \n Why <b>\"crash\"</b> – 漢 😀?\t"))
                .post(CHATS + "/" + chat + "/messages");
        sent.then().statusCode(200).body("keySet()", equalTo(Set.of("message_id", "chat_id", "content", "author",
                "created_at_us", "stage_execution_id")), "chat_id", equalTo(chat), "content",
                equalTo("Why <b>\"crash\"</b> – 漢 😀?"), "author", equalTo("api-client"), "created_at_us",
                greaterThan(1_700_000_000_000_000L));
        String message = sent.path("message_id");
        assertThat(message).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

        JsonPath detail = detail(session);
        assertThat(detail.getList("stages")).hasSize(1);
        Map<String, Object> stage = detail.getMap("stages[0]");
        assertThat(stage).containsEntry("execution_id", sent.path("stage_execution_id"))
                .containsEntry("stage_id", "chat-response-" + message).containsEntry("stage_index", 0)
                .containsEntry("stage_name", "Chat Response").containsEntry("agent", "ChatAgent")
                .containsEntry("status", "pending").containsEntry("parallel_type", "single").containsEntry("chat_id", chat)
                .containsEntry("chat_user_message_id", message).containsEntry("started_at_us", null)
                .containsEntry("chat_user_message", Map.of("message_id", message, "content",
                        sent.<Object> path("content"), "author", "api-client", "created_at_us",
                        sent.<Object> path("created_at_us")));
        messages(chat).then().statusCode(200).body("keySet()", equalTo(Set.of("messages", "total_count", "chat_id")),
                "chat_id", equalTo(chat), "total_count", equalTo(1), "messages", equalTo(List.of(sent.jsonPath().getMap(""))));
        given().get(CHATS + "/" + chat).then().body("message_count", equalTo(1));
    }

    @Test
    default void takesTheAuthorNotFromTheBody() {
        String path = CHATS + "/" + opened(Api.ended()) + "/messages";
        Map<String, String> body = Map.of("content", "why?", "author", "mallory");
        json(body).post(path).then().statusCode(200).body("author", equalTo("api-client"));
        json(body).header("X-Forwarded-User", "alice").header("X-Forwarded-Email", "a@example.org").post(path).then()
                .statusCode(200).body("author", equalTo("api-client"));
    }

    @Test
    default void refusesAMessageWithoutContentOrWithTooMuch() {
        String session = Api.ended();
        String chat = opened(session);
        Map<String, @Nullable String> none = new HashMap<>();
        none.put("content", null);
        for (Object body : List.of(Map.of(), none, Map.of("content", ""), Map.of("content", " \n\t\u2003"),
                Map.of("content", 7), Map.of("content", "x".repeat(100_001)), Map.of("content", "a\u0000b"))) {
            json(body).post(CHATS + "/" + chat + "/messages").then().statusCode(422).body("type",
                    equalTo("urn:alert-history:problem:invalid_field"), "errors.pointer", equalTo(List.of("/content")));
        }
        json(Map.of("content", "why?", "model", "gpt-x")).post(CHATS + "/" + chat + "/messages").then().statusCode(422)
                .body("errors.pointer", equalTo(List.of("/model")));
        json("{").post(CHATS + "/" + chat + "/messages").then().statusCode(400);
        given().contentType("application/json").post(CHATS + "/" + chat + "/messages").then().statusCode(422);
        given().contentType("text/plain").body("why?").post(CHATS + "/" + chat + "/messages").then().statusCode(415);
        messages(chat).then().body("total_count", equalTo(0), "messages", hasSize(0));
        given().get(SESSIONS + "/" + session).then().body("stages", hasSize(0));
    }

    @Test
    default void countsCharactersAndNotTheirHalves() {
        String chat = opened(Api.ended());
        String longest = "😀".repeat(100_000);
        send(chat, "  " + longest + "  ").then().statusCode(200).body("content", equalTo(longest));
        send(chat, longest + "x").then().statusCode(422);
    }

    @Test
    default void losesNoMessageOfTwentyAtOnce() {
        String session = Api.ended();
        String chat = opened(session);
        long version = detail(session).getLong("version");
        List<Response> answers = Api.together(20, () -> send(chat, "why?"));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.path("message_id")));
        JsonPath listed = messages(chat).jsonPath();
        assertThat(listed.getInt("total_count")).isEqualTo(20);
        assertThat(listed.<String> getList("messages.message_id")).hasSize(20).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(listed.<Long> getList("messages.created_at_us")).isSorted();
        given().get(CHATS + "/" + chat).then().body("message_count", equalTo(20));
        JsonPath detail = detail(session);
        assertThat(detail.<String> getList("stages.chat_user_message.message_id"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(detail.getLong("version")).isEqualTo(version + 20);
        assertThat(overview(session, detail.getLong("started_at_us"))).containsEntry("chat_message_count", 20);
    }

    @Test
    default void pagesTheMessagesTheOldestFirst() {
        String chat = opened(Api.ended());
        List<String> sent = IntStream.range(0, 51).mapToObj(i -> "no. " + i).toList();
        sent.forEach(content -> send(chat, content).then().statusCode(200));
        String path = CHATS + "/" + chat + "/messages";
        messages(chat).then().body("total_count", equalTo(51), "messages.content", equalTo(sent.subList(0, 50)));
        given().queryParam("limit", 100).get(path).then().body("messages.content", equalTo(sent));
        given().queryParam("limit", 2).queryParam("offset", 49).get(path).then().body("messages.content",
                equalTo(sent.subList(49, 51)), "total_count", equalTo(51));
        given().queryParam("offset", 51).get(path).then().statusCode(200).body("messages", hasSize(0), "total_count",
                equalTo(51));
    }

    @Test
    default void tellsEveryBrokenParameterOfAPageAtOnce() {
        String path = CHATS + "/" + opened(Api.ended()) + "/messages";
        given().queryParam("limit", 101).queryParam("offset", -1).get(path).then().statusCode(422).body("type",
                equalTo("urn:alert-history:problem:invalid_parameter"), "errors.parameter",
                equalTo(List.of("limit", "offset")));
        given().queryParam("limit", "0").get(path).then().statusCode(422).body("errors.parameter", equalTo(List.of("limit")));
        given().queryParam("offset", "two").get(path).then().statusCode(422).body("errors.parameter",
                equalTo(List.of("offset")));
    }

    // ---------------------------------------------------------------- the session

    @Test
    default void answersAfterTheEndAndLeavesTheInvestigationAsItWas() {
        String session = Api.created("in_progress");
        String investigated = Samples.id();
        json(Api.stage(investigated, 5)).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
        json(Map.of("status", "active")).patch(stagePath(session, investigated)).then().statusCode(200);
        json(Map.of("status", "completed")).patch(stagePath(session, investigated)).then().statusCode(200);
        Api.patch(session, Map.of("status", "completed")).then().statusCode(200);
        JsonPath before = detail(session);
        assertThat(overview(session, before.getLong("started_at_us"))).containsEntry("chat_message_count", null);

        String chat = opened(session);
        String second = send(chat, "second?").path("stage_execution_id"); // is answered second, although it was asked first
        String first = send(chat, "first?").path("stage_execution_id");
        for (String stage : List.of(first, second)) {
            json(Map.of("status", "active")).patch(stagePath(session, stage)).then().statusCode(200).body("started_at_us",
                    notNullValue());
            Map<String, Object> llm = Api.llm(Samples.id());
            llm.put("stage_execution_id", stage);
            llm.put("input_tokens", 10);
            llm.put("output_tokens", 5);
            json(llm).post(SESSIONS + "/" + session + "/llm-interactions").then().statusCode(201);
        }
        json(Map.of("status", "completed", "stage_output", Map.of("result", "OOM"))).patch(stagePath(session, first)).then()
                .statusCode(200);
        json(Map.of("status", "failed", "error_message", "no model")).patch(stagePath(session, second)).then().statusCode(200);

        JsonPath after = detail(session);
        assertThat(after.<String> getList("stages.execution_id")).containsExactly(investigated, first, second);
        assertThat(after.<String> getList("stages.status")).containsExactly("completed", "completed", "failed");
        assertThat(after.<Object> getList("stages.chat_user_message.content")).containsExactly("first?", "second?");
        assertThat(after.getMap("stages[0]")).containsEntry("chat_user_message", null);
        assertThat(after.<Integer> getList("stages.llm_interaction_count")).containsExactly(0, 1, 1);
        for (String field : List.of("status", "completed_at_us", "duration_ms", "total_stages", "completed_stages",
                "failed_stages")) {
            assertThat(after.<Object> get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(after.getInt("session_total_tokens")).isEqualTo(30);
        assertThat(overview(session, after.getLong("started_at_us"))).containsEntry("chat_message_count", 2)
                .containsEntry("total_stages", 1).containsEntry("completed_stages", 1).containsEntry("failed_stages", 0)
                .containsEntry("total_interactions", 2).containsEntry("has_parallel_stages", false);
    }

    @Test
    default void takesNothingElseAfterTheEnd() {
        String session = Api.ended();
        opened(session);
        json(Api.stage(Samples.id(), 0)).post(SESSIONS + "/" + session + "/stages").then().statusCode(409);
        json(Api.llm(Samples.id())).post(SESSIONS + "/" + session + "/llm-interactions").then().statusCode(409);
    }

    @Test
    default void everyMessageIsANewVersionOfTheSession() {
        String session = Api.ended();
        String tag = given().get(SESSIONS + "/" + session).header("ETag");
        String chat = opened(session);
        given().header("If-None-Match", tag).get(SESSIONS + "/" + session).then().statusCode(304);
        send(chat, "why?").then().statusCode(200);
        given().header("If-None-Match", tag).get(SESSIONS + "/" + session).then().statusCode(200).header("ETag",
                not(equalTo(tag)));
        json(Map.of("session_metadata", Map.of("k", 1))).header("If-Match", tag).patch(SESSIONS + "/" + session).then()
                .statusCode(412);
    }

    @Test
    default void aStageAnswersOnlyTheChatOfItsSession() {
        String session = Api.ended();
        String chat = opened(session);
        String message = send(chat, "why?").path("message_id");
        String other = opened(Api.ended());
        String otherMessage = send(other, "why?").path("message_id");
        refused(session, other, otherMessage, "/chat_id");
        refused(session, other, null, "/chat_id");
        refused(session, Samples.id(), null, "/chat_id");
        refused(session, chat, otherMessage, "/chat_user_message_id");
        refused(session, chat, Samples.id(), "/chat_user_message_id");
        refused(session, null, message, "/chat_user_message_id");
        refused(Api.created("in_progress"), chat, message, "/chat_id");

        json(answer(chat, message)).post(SESSIONS + "/" + session + "/stages").then().statusCode(201).body("chat_id",
                equalTo(chat), "chat_user_message_id", equalTo(message));
        given().get(SESSIONS + "/" + session).then().body("stages", hasSize(2), "stages.chat_user_message.message_id",
                everyItem(equalTo(message)), "total_stages", equalTo(0));
    }

    private static void refused(String session, @Nullable String chat, @Nullable String message, String pointer) {
        json(answer(chat, message)).post(SESSIONS + "/" + session + "/stages").then().statusCode(422).body("errors.pointer",
                equalTo(List.of(pointer)));
    }

    private static Map<String, Object> answer(@Nullable String chat, @Nullable String message) {
        Map<String, Object> stage = Api.stage(Samples.id(), 0);
        stage.put("chat_id", chat);
        stage.put("chat_user_message_id", message);
        return stage;
    }

    @Test
    default void theStageOfAnAnswerCannotBeMadeAgain() {
        String session = Api.ended();
        String made = send(opened(session), "why?").path("stage_execution_id");
        json(Api.stage(made, 0)).post(SESSIONS + "/" + session + "/stages").then().statusCode(409);
    }
}
