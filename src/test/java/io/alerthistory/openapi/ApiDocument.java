package io.alerthistory.openapi;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.restassured.RestAssured;

/** An OpenAPI document, read as far as tests need it: its operations, with every reference to a component resolved. */
public final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode root;

    public ApiDocument(JsonNode root) {
        this.root = root;
    }

    /** What the running service says of itself. */
    public static ApiDocument served() {
        return of(RestAssured.given().noFilters().get("/q/openapi").asString());
    }

    /** A document as YAML or JSON. */
    public static ApiDocument of(String text) {
        try {
            return new ApiDocument(new YAMLMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String version() {
        return root.path("info").path("version").asText();
    }

    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            if (METHODS.contains(method.getKey())) {
                operations.add(new Operation(this, path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue()));
            }
        }));
        return operations;
    }

    /** The operation that a request of this method and (decoded) path meets; a path without variables goes first. */
    public Optional<Operation> operation(String method, String path) {
        return operations().stream().filter(operation -> operation.method().equals(method) && operation.matches(path))
                .min(Comparator.comparing(operation -> operation.path().contains("{")));
    }

    /** Follows references until something else stands there. */
    public JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = at(found.get("$ref").textValue());
        }
        return found;
    }

    private JsonNode at(String reference) {
        JsonNode found = root.at(reference.substring(1));
        if (found instanceof MissingNode) {
            throw new IllegalStateException("nothing at " + reference);
        }
        return found;
    }
}
