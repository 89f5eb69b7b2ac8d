package io.alerthistory.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** One operation of a document. */
public record Operation(ApiDocument document, String path, String method, JsonNode node) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    public String id() {
        return node.path("operationId").asText();
    }

    public String name() {
        return method + " " + path;
    }

    /** Every parameter, resolved. */
    public List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        node.path("parameters").forEach(parameter -> parameters.add(document.resolve(parameter)));
        return parameters;
    }

    public List<JsonNode> parameters(String in) {
        return parameters().stream().filter(parameter -> parameter.path("in").asText().equals(in)).toList();
    }

    /** The media types of the body, each with its schema and examples; missing when there is no body. */
    public JsonNode bodies() {
        return body().path("content");
    }

    JsonNode body() {
        return document.resolve(node.path("requestBody"));
    }

    /** The response that is described for a status; missing when there is none. */
    public JsonNode response(int status) {
        return document.resolve(node.path("responses").path(String.valueOf(status)));
    }

    public List<String> variables() {
        List<String> names = new ArrayList<>();
        for (Matcher matcher = VARIABLE.matcher(path); matcher.find();) {
            names.add(matcher.group(1));
        }
        return names;
    }

    boolean matches(String actual) {
        return Pattern.matches("\\Q" + VARIABLE.matcher(path).replaceAll("\\\\E[^/]+\\\\Q") + "\\E", actual);
    }

    @Override
    public String toString() {
        return name();
    }
}
