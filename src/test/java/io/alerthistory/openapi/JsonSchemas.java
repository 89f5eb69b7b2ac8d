package io.alerthistory.openapi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** Checks values against schemas of a document, more strictly than clients should: a field that is not described is wrong. */
final class JsonSchemas {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final ObjectNode components;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    JsonSchemas(ApiDocument document) {
        components = document.root().path("components").deepCopy();
        components.remove(List.of("responses", "headers"));
        components.path("schemas").forEach(JsonSchemas::close);
    }

    /** What is wrong with a value; nothing when it fits. */
    List<String> violations(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream().map(ValidationMessage::getMessage)
                .sorted().toList();
    }

    /** Whether the schema stands for text that is no JSON, such as many values a line. */
    static boolean isText(JsonNode schema) {
        return schema.path("type").asText().equals("string");
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("$schema", DIALECT);
        root.set("components", components);
        root.putArray("allOf").add(schema);
        return factory.getSchema(root);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
