package io.alerthistory.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.alerthistory.openapi.ResponseCheck;
import io.alerthistory.support.Answer;

/** What is wrong with an answer, whatever the request was. */
final class Verdict {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What only the inside of the service knows: packages, classes, stack traces, SQL, databases. */
    private static final Pattern INSIDE = Pattern.compile("(?i)\\b(java|javax|jakarta|kotlin|sun)\\.[a-z]|"
            + "\\bio\\.(alerthistory|quarkus|vertx|netty|smallrye)|com\\.fasterxml|\\borg\\.[a-z]+\\.|\\bat [a-z]+\\.[a-z]+|"
            + "[a-z](Exception|Error)\\b(?<!\"?Error)|Throwable|stack ?trace|jdbc|sqlite|postgres|hibernate|jackson|netty|"
            + "vert\\.?x|quarkus|resteasy|\\bselect .{0,200}\\bfrom\\b|insert into|update .{0,80}\\bset\\b|delete from|"
            + "violates|duplicate key|syntax error|null value in|alert_sessions|stage_executions|_interactions_pkey");

    /** What /readiness and /health are there to tell. */
    private static final Pattern KIND = Pattern.compile(
            "\"db_(driver|url_kind)\":\"[a-z0-9+:]*\"|\"event_system\":\\{[^}]*}");

    /** What these are there to tell: the database and its configuration. */
    private static final String FOR_OPERATORS = "/health/database/";

    /** What an erasure counts, by table. */
    private static final Pattern COUNTS = Pattern.compile("\"counts\":\\{[^}]*}");

    private Verdict() {
    }

    /** Every complaint about the answer; none when it is as it must be. */
    static List<String> complaints(MutatedRequest request, Optional<Answer> received, ResponseCheck check) {
        if (received.isEmpty()) {
            return request.keepsConnection() ? List.of("no answer") : List.of();
        }
        Answer answer = received.get();
        List<String> complaints = new ArrayList<>();
        if (answer.status() >= 500) {
            complaints.add("status " + answer.status());
        }
        Matcher inside = INSIDE
                .matcher(COUNTS.matcher(KIND.matcher(answer.text()).replaceAll("")).replaceAll("") + answer.headers());
        if (inside.find() && !request.operation().path().startsWith(FOR_OPERATORS)) {
            complaints.add("shows its inside: " + inside.group());
        }
        if (answer.status() >= 400 && !request.method().equals("HEAD")) {
            complaints.addAll(problem(answer));
        }
        if (request.meetsOperation()) {
            complaints.addAll(check.differences(request.operation(), answer));
        }
        return complaints;
    }

    private static List<String> problem(Answer answer) {
        List<String> complaints = new ArrayList<>();
        if (!answer.header("Content-Type").startsWith("application/problem+json")) {
            return List.of(answer.status() + " is '" + answer.header("Content-Type") + "', no problem");
        }
        JsonNode problem = json(answer);
        for (String member : List.of("type", "title", "detail", "instance")) {
            if (problem.path(member).asText().isBlank()) {
                complaints.add("no " + member);
            }
        }
        if (problem.path("status").asInt() != answer.status()) {
            complaints.add("status " + answer.status() + " with a body of " + problem.path("status"));
        }
        if (!problem.path("type").asText().startsWith("urn:alert-history:problem:")) {
            complaints.add("type " + problem.path("type"));
        }
        if (answer.status() == 405 && answer.header("Allow").isBlank()) {
            complaints.add("405 without Allow");
        }
        if (answer.header("X-Request-Id").isBlank()) {
            complaints.add("no X-Request-Id");
        }
        return complaints;
    }

    static JsonNode json(Answer answer) {
        try {
            JsonNode tree = JSON.readTree(new String(answer.content(), StandardCharsets.UTF_8));
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
