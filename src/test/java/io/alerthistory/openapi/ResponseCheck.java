package io.alerthistory.openapi;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Answer;

/** Compares answers with what the document says of them. */
public final class ResponseCheck {

    /**
     * A payload as deep as a body may be stands some levels deeper in an answer; and PostgreSQL writes the digits of a number
     * out
     * that came with an exponent.
     */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(2000).maxNumberLength(200_000).build())
            .build());

    private final ApiDocument document;
    private final JsonSchemas schemas;

    public ResponseCheck(ApiDocument document) {
        this.document = document;
        this.schemas = new JsonSchemas(document);
    }

    /** How an answer differs from its description; nothing for a request that meets no operation of the document. */
    public List<String> differences(String method, String path, Answer answer) {
        return document.operation(method, path).map(operation -> differences(operation, answer)).orElse(List.of());
    }

    public List<String> differences(Operation operation, Answer answer) {
        JsonNode described = operation.response(answer.status());
        if (described.isMissingNode()) {
            return List.of("status " + answer.status() + " is not described");
        }
        if (answer.content().length == 0) {
            return described.has("content") && !answer.header("Content-Length").isEmpty()
                    ? List.of(answer.status() + " without a body")
                    : List.of();
        }
        String type = answer.header("Content-Type").replaceAll("[ ;].*", "");
        JsonNode content = described.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of(answer.status() + " as '" + type + "' is not described");
        }
        if (type.equals("text/csv")) { // no schema describes it
            return List.of();
        }
        return type.endsWith("json") ? problems(content.path("schema"), answer.content()) : lines(content, answer);
    }

    /** One value a line. */
    private List<String> lines(JsonNode content, Answer answer) {
        return answer.text().lines()
                .flatMap(line -> problems(content.path("schema"), line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .stream())
                .toList();
    }

    private List<String> problems(JsonNode schema, byte[] body) {
        try {
            return schemas.violations(schema, JSON.readTree(body));
        } catch (IOException e) {
            return List.of("no JSON: " + e.getMessage());
        }
    }
}
