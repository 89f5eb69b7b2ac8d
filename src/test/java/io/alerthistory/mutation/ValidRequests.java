package io.alerthistory.mutation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.openapi.ApiDocument;
import io.alerthistory.openapi.Operation;

/** Makes requests that the document would let pass: the ground from which mutations start. */
final class ValidRequests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int GREATEST_DEPTH = 4;
    private static final long A_DAY_OF_2023_US = 1_700_000_000_000_000L;

    private final KnownIds ids;
    private final Random random;

    ValidRequests(KnownIds ids, Random random) {
        this.ids = ids;
        this.random = random;
    }

    /** The request line and headers; the body comes apart, as a tree or as text. */
    MutatedRequest request(Operation operation) {
        MutatedRequest request = new MutatedRequest(operation);
        String path = operation.path();
        for (String variable : operation.variables()) {
            path = path.replace("{" + variable + "}", id(variable));
        }
        request.path(path);
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.parameters("query")) {
            if (parameter.path("required").asBoolean() || random.nextInt(3) == 0) {
                query.add(parameter.path("name").asText() + "=" + URLEncoder.encode(
                        scalar(operation.document(), parameter.path("schema"), parameter.path("name").asText()),
                        StandardCharsets.UTF_8));
            }
        }
        request.query(String.join("&", query));
        for (JsonNode parameter : operation.parameters("header")) {
            if (random.nextInt(8) == 0) {
                request.header(parameter.path("name").asText(), List.of("\"1\"", "*", "key-" + random.nextInt(9)).get(
                        random.nextInt(3)));
            }
        }
        if (!operation.bodies().isEmpty()) {
            request.header("Content-Type", mediaType(operation));
        }
        return request;
    }

    /** A body by an example of the document or by its schema. */
    JsonNode body(Operation operation) {
        JsonNode content = operation.bodies().path(mediaType(operation));
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples")
                .forEach(example -> examples.add(operation.document().resolve(example).path("value").deepCopy()));
        if (!examples.isEmpty() && random.nextInt(3) > 0) {
            return renamed(examples.get(random.nextInt(examples.size())));
        }
        return value(operation.document(), content.path("schema"), "", 0);
    }

    private static String mediaType(Operation operation) {
        return operation.bodies().fieldNames().next();
    }

    /** An example with ids of its own or known ones, so that it is not always the same that is recorded. */
    private JsonNode renamed(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (member.getKey().endsWith("_id") || member.getKey().equals("fingerprint")) {
                    if (random.nextInt(3) > 0) {
                        member.setValue(JSON.textNode(id(member.getKey())));
                    }
                } else {
                    renamed(member.getValue());
                }
            });
        } else {
            tree.forEach(this::renamed);
        }
        return tree;
    }

    private String scalar(ApiDocument document, JsonNode schema, String name) {
        JsonNode value = value(document, document.resolve(schema).path("type").asText().equals("array")
                ? document.resolve(schema).path("items")
                : schema, name, 0);
        return value.isValueNode() ? value.asText() : "x";
    }

    private JsonNode value(ApiDocument document, JsonNode referred, String name, int depth) {
        JsonNode schema = document.resolve(referred);
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return value(document, schema.get(choice).get(random.nextInt(schema.get(choice).size())), name, depth);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(document, schema, depth);
            case "array" -> array(document, schema, name, depth);
            case "integer" -> JSON.numberNode(integer(schema, name));
            case "number" -> JSON.numberNode(random.nextInt(100) / 8.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            case "string" -> JSON.textNode(name.endsWith("_id") ? id(name) : word());
            default -> anything(depth);
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(4) == 0 ? random.nextInt(type.size()) : 0).asText();
        }
        return type.isMissingNode() && schema.has("properties") ? "object" : type.asText();
    }

    private JsonNode object(ApiDocument document, JsonNode schema, int depth) {
        if (!schema.has("properties")) {
            return JSON.objectNode().put(word(), word());
        }
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.get("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextInt(3) == 0) {
                object.set(property.getKey(), value(document, property.getValue(), property.getKey(), depth + 1));
            }
        });
        return object;
    }

    private JsonNode array(ApiDocument document, JsonNode schema, String name, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            array.add(value(document, schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private long integer(JsonNode schema, String name) {
        if (name.endsWith("_us")) {
            return A_DAY_OF_2023_US + random.nextInt(1_000_000);
        }
        long least = schema.path("minimum").asLong(schema.has("exclusiveMinimum") ? 1 : 0);
        return least + random.nextInt((int) Math.min(schema.path("maximum").asLong(least + 20) - least, 999) + 1);
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > GREATEST_DEPTH ? 4 : 6)) {
            case 0 -> JSON.textNode(word());
            case 1 -> JSON.numberNode(random.nextInt());
            case 2 -> JSON.booleanNode(true);
            case 3 -> JSON.nullNode();
            case 4 -> JSON.arrayNode().add(anything(depth + 1));
            default -> JSON.objectNode().set(word(), anything(depth + 1));
        };
    }

    private String id(String name) {
        String fresh = "mutated-" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
        return random.nextInt(4) == 0 ? fresh : ids.any(name, random, fresh);
    }

    private String word() {
        return List.of("alpha", "beta", "gamma", "Delta 4", "ünïcode", "😀", "x").get(random.nextInt(7));
    }
}
