package io.alerthistory.http;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.alerthistory.support.Samples;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The requests that the HTTP tests share. */
final class Api {

    static final String SESSIONS = "/api/v1/history/sessions";
    static final String ALERTS = "/api/v1/alerts";
    static final String CLAIMS = "/api/v1/history/claims";
    static final String WEBHOOK = "/api/v1/webhooks/alertmanager";
    static final String BULK = "/api/v1/history/bulk";

    static final String CHATS = "/api/v1/chats";

    private Api() {
    }

    static RequestSpecification json(Object body) {
        return given().contentType("application/json").body(body);
    }

    static Map<String, Object> session(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("session_id", id);
        body.put("agent_type", "kubernetes");
        body.put("chain_id", "kubernetes-chain");
        body.put("alert_data", Map.of("pod", "api-1"));
        return body;
    }

    static String created(String status) {
        String id = Samples.id();
        Map<String, Object> body = session(id);
        body.put("status", status);
        json(body).post(SESSIONS).then().statusCode(201);
        return id;
    }

    /** A session that has ended just now. */
    static String ended() {
        String id = created("in_progress");
        patch(id, Map.of("status", "completed")).then().statusCode(200);
        return id;
    }

    static Response patch(String sessionId, Object body) {
        return json(body).patch(SESSIONS + "/" + sessionId);
    }

    static Map<String, Object> stage(String executionId, int index) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("execution_id", executionId);
        body.put("stage_id", "stage-" + index);
        body.put("stage_index", index);
        body.put("stage_name", "Stage " + index);
        body.put("agent", "KubernetesAgent");
        return body;
    }

    static Map<String, Object> llm(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("interaction_id", id);
        body.put("model_name", "gpt-x");
        return body;
    }

    static Map<String, Object> toolCall(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("communication_id", id);
        body.put("server_name", "kubernetes-server");
        body.put("communication_type", "tool_call");
        body.put("tool_name", "get_pods");
        return body;
    }

    static String fixture(String name) {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("/alertmanager/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the same request many times at once. */
    static List<Response> together(int times, Callable<Response> request) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Future<Response>> answers = IntStream.range(0, times).mapToObj(i -> threads.submit(request)).toList();
            return answers.stream().map(Api::get).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Response get(Future<Response> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sessions in a state, at most 100. */
    static List<String> open(String status) {
        return given().queryParam("status", status).queryParam("page_size", 100).get(SESSIONS).then().statusCode(200).extract()
                .path("sessions.session_id");
    }

    /** Cancels every session that waits or runs, in a database of which no other test has one meanwhile. */
    static void cancelWhatIsOpen() {
        for (String status : List.of("pending", "in_progress")) {
            for (List<String> open = open(status); !open.isEmpty(); open = open(status)) {
                open.forEach(id -> patch(id, Map.of("status", "cancelled")).then().statusCode(200));
            }
        }
    }
}
