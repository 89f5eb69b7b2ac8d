package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** The Idempotency-Key of a POST. */
interface IdempotencyHttpContract {

    String KEY = "Idempotency-Key";
    String REPLAY = "Idempotent-Replay";

    String driver();

    /** A connection beside the service. */
    Connection database() throws SQLException;

    /** A POST of every kind. */
    enum Post {
        SESSION {
            @Override
            Call call() {
                Map<String, Object> body = Api.session("");
                body.remove("session_id");
                return new Call(SESSIONS, body);
            }
        },
        /** Beyond what is parsed on the event loop. */
        LARGE_SESSION {
            @Override
            Call call() {
                Map<String, Object> body = Api.session("");
                body.remove("session_id");
                body.put("alert_data", Map.of("log", "x".repeat(1_000_000)));
                return new Call(SESSIONS, body);
            }
        },
        NAMED_SESSION {
            @Override
            Call call() {
                return new Call(SESSIONS, Api.session(Samples.id()));
            }
        },
        STAGE {
            @Override
            Call call() {
                Map<String, Object> body = Api.stage("", 0);
                body.remove("execution_id");
                return new Call(SESSIONS + "/" + Api.created("in_progress") + "/stages", body);
            }
        },
        LLM {
            @Override
            Call call() {
                return new Call(SESSIONS + "/" + Api.created("in_progress") + "/llm-interactions", Api.llm(Samples.id()));
            }
        },
        MCP {
            @Override
            Call call() {
                return new Call(SESSIONS + "/" + Api.created("in_progress") + "/mcp-interactions",
                        List.of(Api.toolCall(Samples.id()), Api.toolCall(Samples.id())));
            }
        },
        ALERT {
            @Override
            Call call() {
                return new Call(Api.ALERTS, Map.of("data", Map.of("pod", Samples.id())));
            }
        },
        CHAT {
            @Override
            Call call() {
                return new Call("/api/v1/sessions/" + Api.ended() + "/chat", "");
            }
        },
        MESSAGE {
            @Override
            Call call() {
                String chat = given().post("/api/v1/sessions/" + Api.ended() + "/chat").path("chat_id");
                return new Call(Api.CHATS + "/" + chat + "/messages", Map.of("content", "why?"));
            }
        },
        CLAIM {
            @Override
            Call call() {
                Api.created("pending");
                return new Call("/api/v1/history/claims", Map.of("pod_id", Samples.id()));
            }
        },
        HEARTBEAT {
            @Override
            Call call() {
                return new Call(SESSIONS + "/" + Api.created("in_progress") + "/heartbeat", Map.of("pod_id", "p"));
            }
        },
        CANCELLATION {
            @Override
            Call call() {
                return new Call(SESSIONS + "/" + Api.created("pending") + "/cancel", "");
            }
        },
        RESUMPTION {
            @Override
            Call call() {
                return new Call(SESSIONS + "/" + Api.created("paused") + "/resume", "");
            }
        },
        WEBHOOK_DELIVERY {
            @Override
            Call call() {
                return new Call(WEBHOOK, Map.of("version", "4", "alerts", List.of(Map.of("status", "firing", "fingerprint",
                        Samples.id(), "startsAt", "2026-01-01T00:00:00Z"))));
            }
        };

        abstract Call call();
    }

    /** A request that is yet to be sent, under whatever key. */
    record Call(String path, Object body) {

        Response send(String key) {
            return json(body).header(KEY, key).post(path);
        }
    }

    private int execute(String sql, Object... parameters) {
        try (Connection connection = database(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long stored() {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from idempotency_keys")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void isReplay(Response again, Response first) {
        assertThat(again.header(REPLAY)).isEqualTo("true");
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.asString()).isEqualTo(first.asString());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
    }

    private static void isProblem(Response answer, int status, String code) {
        answer.then().statusCode(status).contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:" + code)).header(REPLAY, nullValue());
    }

    @ParameterizedTest
    @EnumSource(Post.class)
    default void answersARetryWithTheFirstAnswer(Post post) {
        String key = Samples.id();
        Call call = post.call();
        Response first = call.send(key);
        assertThat(first.statusCode()).isBetween(200, 204);
        assertThat(first.header(REPLAY)).isNull();
        isReplay(call.send(key), first);
        isReplay(call.send(key), first);
    }

    /** An answer that is too large to be kept is read again. */
    @Test
    default void answersARetryOfALargeSessionWithTheSession() {
        Map<String, Object> body = Api.session("");
        body.remove("session_id");
        body.put("alert_data", Map.of("a", "x".repeat(1_000_000), "b", "x".repeat(1_000_000)));
        isReadAgain(new Call(SESSIONS, body), "session_id");
    }

    @Test
    default void answersARetryOfALargeStageWithTheStage() {
        Map<String, Object> body = Api.stage("", 0);
        body.remove("execution_id");
        body.put("stage_output", Map.of("a", "x".repeat(1_000_000), "b", "x".repeat(1_000_000)));
        isReadAgain(new Call(SESSIONS + "/" + Api.created("in_progress") + "/stages", body), "execution_id");
    }

    private static void isReadAgain(Call call, String name) {
        String key = Samples.id();
        Response first = call.send(key);
        first.then().statusCode(201).header(REPLAY, nullValue());
        for (int i = 0; i < 2; i++) {
            Response again = call.send(key);
            isReplay(again, first);
            assertThat(again.<String> path(name)).isNotBlank().isEqualTo(first.path(name));
        }
    }

    @Test
    default void keepsLocationAndETag() {
        Response first = Post.SESSION.call().send(Samples.id());
        assertThat(first.header("Location")).endsWith("/" + first.path("session_id"));
        assertThat(first.header("ETag")).isNotBlank();
    }

    @Test
    default void answersAsItDoesWithoutAKey() {
        Call call = Post.NAMED_SESSION.call();
        Response keyed = call.send(Samples.id());
        Response plain = json(Api.session(Samples.id())).post(SESSIONS);
        assertThat(keyed.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
        assertThat(keyed.asString()).hasSameSizeAs(plain.asString());
    }

    /** The stored answer, not today's state. */
    @Test
    default void answersARetryWithTheStateOfThen() {
        String key = Samples.id();
        Call call = Post.NAMED_SESSION.call();
        Response first = call.send(key);
        Api.patch(first.path("session_id"), Map.of("status", "in_progress")).then().statusCode(200);
        isReplay(call.send(key), first);
    }

    @ParameterizedTest
    @EnumSource(Post.class)
    default void refusesTheKeyOfAnotherBody(Post post) {
        String key = Samples.id();
        Call call = post.call();
        call.send(key);
        isProblem(new Call(call.path(), post.call().body() instanceof List<?> list ? list.subList(0, 1) : Map.of("other", 1))
                .send(key), 422, "idempotency_key_reused");
    }

    @Test
    default void refusesTheKeyOfAnotherPathAndQuery() {
        String key = Samples.id();
        Call call = Post.LLM.call();
        call.send(key).then().statusCode(201);
        isProblem(new Call(call.path().replace("/llm", "/mcp"), call.body()).send(key), 422, "idempotency_key_reused");
        isProblem(new Call(call.path() + "?truncate=true", call.body()).send(key), 422, "idempotency_key_reused");
        isProblem(new Call(SESSIONS, call.body()).send(key), 422, "idempotency_key_reused");
    }

    @Test
    default void servesOneOfManyAtOnce() {
        String key = Samples.id();
        Call call = Post.SESSION.call();
        List<Response> answers = Api.together(20, () -> call.send(key));
        List<Response> made = answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(made).isNotEmpty();
        assertThat(made).extracting(Response::asString).containsOnly(made.get(0).asString());
        assertThat(made.stream().filter(answer -> answer.header(REPLAY) == null)).hasSize(1);
        assertThat(answers).allSatisfy(answer -> {
            if (answer.statusCode() != 201) {
                isProblem(answer, 409, "idempotency_key_in_use");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        });
        isReplay(call.send(key), made.get(0));
    }

    @Test
    default void refusesAKeyWhoseFirstRequestIsRunning() {
        String key = Samples.id();
        Call call = Post.SESSION.call();
        call.send(key);
        assertThat(execute("update idempotency_keys set answer_status = null where idempotency_key = ?", key)).isEqualTo(1);
        isProblem(call.send(key), 409, "idempotency_key_in_use");
    }

    @Test
    default void aRefusalFreesTheKey() {
        String key = Samples.id();
        isProblem(json(Map.of()).header(KEY, key).post(SESSIONS), 422, "invalid_field");
        isProblem(json("{").header(KEY, key).post(SESSIONS), 400, "invalid_json");
        isProblem(json(Api.stage(Samples.id(), 0)).header(KEY, key).post(SESSIONS + "/" + key + "/stages"), 404,
                "session_not_found");
        Response first = Post.SESSION.call().send(key);
        first.then().statusCode(201).header(REPLAY, nullValue());
        isReplay(Post.SESSION.call().send(key), first);
    }

    @Test
    default void whatWasInConflictIsAskedAgain() {
        String key = Samples.id();
        String session = Api.created("in_progress");
        Map<String, Object> other = Api.session(session);
        other.put("agent_type", "other");
        Call call = new Call(SESSIONS, other);
        isProblem(call.send(key), 409, "conflict");
        isProblem(call.send(key), 409, "conflict"); // asked, not replayed
        assertThat(execute("delete from alert_sessions where session_id = ?", session)).isEqualTo(1);
        call.send(key).then().statusCode(201).header(REPLAY, nullValue());
    }

    @Test
    default void aKeyIsForgottenAfterADay() {
        String key = Samples.id();
        Call call = Post.SESSION.call();
        Response first = call.send(key);
        execute("update idempotency_keys set created_at_us = created_at_us - 86399000000 where idempotency_key = ?", key);
        isReplay(call.send(key), first);
        execute("update idempotency_keys set created_at_us = created_at_us - 1000000 where idempotency_key = ?", key);
        Response next = call.send(key);
        next.then().statusCode(201).header(REPLAY, nullValue());
        assertThat(next.<String> path("session_id")).isNotEqualTo(first.path("session_id"));
        isReplay(call.send(key), next);
        execute("update idempotency_keys set created_at_us = created_at_us - 86400000000 where idempotency_key = ?", key);
        Post.LLM.call().send(key).then().statusCode(201).header(REPLAY, nullValue());
    }

    /** The process died after the write and before the answer was kept. */
    @ParameterizedTest
    @EnumSource(value = Post.class, names = { "SESSION", "LARGE_SESSION", "STAGE", "LLM", "ALERT", "MESSAGE" })
    default void findsWhatADeadAttemptStored(Post post) {
        String key = Samples.id();
        Call call = post.call();
        Response first = call.send(key);
        assertThat(first.statusCode()).isEqualTo(post == Post.ALERT || post == Post.MESSAGE ? 200 : 201);
        assertThat(execute("update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null,"
                + " locked_until_us = created_at_us - 1 where idempotency_key = ?", key)).isEqualTo(1);
        Response again = call.send(key);
        again.then().statusCode(200).header(REPLAY, nullValue());
        for (String id : List.of("session_id", "execution_id", "ids", "message_id", "stage_execution_id")) {
            assertThat(again.<Object> path(id)).isEqualTo(first.path(id));
        }
        if (post == Post.MESSAGE) {
            assertThat(again.asString()).isEqualTo(first.asString());
            given().get(call.path()).then().body("total_count", equalTo(1));
        }
        if (post == Post.STAGE) {
            given().get(call.path().replace("/stages", "")).then().body("stages", hasSize(1));
        }
        isReplay(call.send(key), again);
    }

    @Test
    default void theAnswerIsGivenWhenItCannotBeKept() {
        String key = Samples.id();
        boolean postgresql = driver().equals("postgresql");
        execute(postgresql
                ? "alter table idempotency_keys add constraint refused check (idempotency_key <> '" + key
                        + "' or answer_status is null)"
                : "create trigger refused before update on idempotency_keys when new.idempotency_key = '" + key
                        + "' and new.answer_status is not null begin select raise(abort, 'refused'); end");
        try {
            Call call = Post.SESSION.call();
            call.send(key).then().statusCode(201).header(REPLAY, nullValue());
            isProblem(call.send(key), 409, "idempotency_key_in_use");
        } finally {
            execute(postgresql ? "alter table idempotency_keys drop constraint refused" : "drop trigger refused");
        }
    }

    /** Who was told of a failure does not know whether it was before or after the write. */
    @Test
    default void aFailureLeavesTheKeyToTheSameRequest() {
        String key = Samples.id();
        Map<String, Object> body = Api.session("");
        body.remove("session_id");
        body.put("alert_type", key);
        Call call = new Call(SESSIONS, body);
        boolean postgresql = driver().equals("postgresql");
        execute(postgresql
                ? "alter table alert_sessions add constraint failing check (alert_type <> '" + key + "') not valid"
                : "create trigger failing before insert on alert_sessions when new.alert_type = '" + key
                        + "' begin select raise(abort, 'failing'); end");
        try {
            isProblem(call.send(key), 500, "internal");
        } finally {
            execute(postgresql ? "alter table alert_sessions drop constraint failing" : "drop trigger failing");
        }
        isProblem(new Call(SESSIONS, Map.of("other", 1)).send(key), 422, "idempotency_key_reused");
        Response next = call.send(key);
        next.then().statusCode(201).header(REPLAY, nullValue());
        isReplay(call.send(key), next);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "with space", "tab\there", "ümlaut", "\"open" })
    default void refusesAKeyThatIsNotVisibleAscii(String key) {
        Response answer = Post.SESSION.call().send(key);
        isProblem(answer, 422, "invalid_parameter");
        answer.then().body("errors.parameter", hasItem(KEY));
    }

    @Test
    default void aKeyHasAtMost255Characters() {
        String padding = "~".repeat(255 - 36);
        Post.SESSION.call().send(Samples.id() + padding).then().statusCode(201);
        isProblem(Post.SESSION.call().send(Samples.id() + padding + "!"), 422, "invalid_parameter");
        isProblem(json(Post.SESSION.call().body()).header(KEY, "a", "b").post(SESSIONS), 422, "invalid_parameter");
    }

    @Test
    default void storesNothingWithoutAKeyAndForOtherMethods() {
        String session = Api.created("in_progress");
        long before = stored();
        json(Api.session(Samples.id())).post(SESSIONS).then().statusCode(201);
        given().header(KEY, Samples.id()).get(SESSIONS).then().statusCode(200);
        json(Map.of("pod_id", "p")).header(KEY, "no key").patch(SESSIONS + "/" + session).then().statusCode(200);
        given().header(KEY, Samples.id()).post("/no/such/route").then().statusCode(404);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    default void theSameContentIsTheSameRequestHoweverItIsWritten() {
        String key = Samples.id();
        Response first = json("{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"x\":1,\"y\":[2]}}").header(KEY, key)
                .post(SESSIONS);
        first.then().statusCode(201);
        isReplay(json("{ \"chain_id\": \"c\", \"alert_data\": {\"y\": [2], \"x\": 1.0}, \"agent_type\": \"a\" }")
                .header(KEY, key)
                .post(SESSIONS), first);
        isProblem(json("{\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"x\":1,\"y\":[3]}}").header(KEY, key)
                .post(SESSIONS), 422, "idempotency_key_reused");
    }

    @Test
    default void theIdentifiersThatTheServiceMakesAreStillOfVersion7() {
        for (Post post : List.of(Post.SESSION, Post.ALERT)) {
            String id = post.call().send(Samples.id()).path("session_id");
            assertThat(java.util.UUID.fromString(id).version()).isEqualTo(7);
        }
    }

    @Test
    default void aQuotedKeyIsTheSameAsABareOne() {
        String key = Samples.id();
        Call call = Post.SESSION.call();
        Response first = call.send("\"" + key + "\"");
        isReplay(call.send(key), first);
        call.send("\"" + key + " with a space\"").then().statusCode(201);
    }

    /** Those that other features bring are among them; a stream's records name themselves. */
    @Test
    default void everyPostLooksAtTheKey() {
        Map<String, Map<String, Map<String, Object>>> paths = given().accept("application/json").get("/q/openapi")
                .path("paths");
        List<String> posts = paths.keySet().stream().filter(path -> paths.get(path).containsKey("post"))
                .filter(path -> !String.valueOf(paths.get(path).get("post").get("requestBody")).contains("ndjson")).toList();
        assertThat(posts).hasSizeGreaterThan(4).contains(SESSIONS, WEBHOOK);
        assertThat(posts).allSatisfy(path -> {
            isProblem(json("{}").header(KEY, "no key").post(path.replaceAll("\\{[^}]*}", Samples.id())), 422,
                    "invalid_parameter");
            assertThat(String.valueOf(paths.get(path).get("post").get("parameters"))).contains(KEY);
        });
    }

    /** It is not held in memory; its records name themselves. */
    @Test
    default void aStreamIsPassedBy() {
        byte[] line = ("{\"type\":\"session\",\"session_id\":\"" + Samples.id()
                + "\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}}\n").getBytes(StandardCharsets.UTF_8);
        String key = Samples.id();
        long before = stored();
        assertThat(bulk(key, line)).contains("{\"done\":true,\"accepted\":1,\"duplicates\":0");
        assertThat(bulk(key, line)).contains("{\"done\":true,\"accepted\":0,\"duplicates\":1");
        assertThat(bulk("no key", line)).contains("{\"done\":true,\"accepted\":0,\"duplicates\":1");
        assertThat(stored()).isEqualTo(before);
    }

    private static String bulk(String key, byte[] lines) {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/history/bulk"))
                .header("Content-Type", "application/x-ndjson").header(KEY, key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines)).build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(REPLAY)).isEmpty();
        return answer.body();
    }

    @Test
    default void holdsABodyOfUnknownLength() {
        String key = Samples.id();
        String large = io.vertx.core.json.Json.encode(Post.LARGE_SESSION.call().body());
        HttpResponse<String> first = chunked(key, large);
        assertThat(first.statusCode()).isEqualTo(201);
        HttpResponse<String> again = chunked(key, large);
        assertThat(again.headers().firstValue(REPLAY)).hasValue("true");
        assertThat(again.body()).isEqualTo(first.body());
        HttpResponse<String> tooLarge = chunked(Samples.id(), " ".repeat(12_000_000));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("urn:alert-history:problem:too_large");
        assertThat(chunked(Samples.id(), "").statusCode()).isEqualTo(422);
    }

    /** Its length is known only at the end. */
    private static HttpResponse<String> chunked(String key, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + SESSIONS))
                .header("Content-Type", "application/json").header(KEY, key)
                .POST(HttpRequest.BodyPublishers
                        .ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request,
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
