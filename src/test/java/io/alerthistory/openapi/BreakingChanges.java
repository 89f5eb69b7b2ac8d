package io.alerthistory.openapi;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client of one document would stumble over in another: what may be sent must stay allowed, what was answered must stay
 * there. A new value of an enumeration in an answer is no break; docs/api.md asks clients to bear it.
 */
final class BreakingChanges {

    private final ApiDocument before;
    private final ApiDocument after;
    private final SchemaChanges schemas;
    private final Set<String> found = new TreeSet<>();

    private BreakingChanges(ApiDocument before, ApiDocument after) {
        this.before = before;
        this.after = after;
        this.schemas = new SchemaChanges(before, after);
    }

    static Set<String> between(ApiDocument before, ApiDocument after) {
        BreakingChanges changes = new BreakingChanges(before, after);
        Map<String, Operation> now = new LinkedHashMap<>();
        after.operations().forEach(operation -> now.put(key(operation), operation));
        for (Operation operation : before.operations()) {
            Operation other = now.get(key(operation));
            if (other == null) {
                changes.found.add(operation.name() + ": removed");
            } else {
                changes.parameters(operation, other);
                changes.bodies(operation, other);
                operation.node().path("responses").fieldNames()
                        .forEachRemaining(status -> changes.answer(operation, other, status));
            }
        }
        return changes.found;
    }

    /** The name of a variable in a path does not matter. */
    private static String key(Operation operation) {
        return operation.method() + operation.path().replaceAll("\\{[^}]*}", "{}");
    }

    private void parameters(Operation old, Operation now) {
        Map<String, JsonNode> known = byName(old);
        Map<String, JsonNode> current = byName(now);
        known.forEach((name, parameter) -> {
            if (current.containsKey(name)) {
                found.addAll(schemas.sent(old.name() + " " + name, parameter.path("schema"), current.get(name).path("schema")));
            } else {
                found.add(old.name() + " " + name + ": removed");
            }
        });
        current.forEach((name, parameter) -> {
            if (isRequired(parameter) && !isRequired(known.getOrDefault(name, parameter.path("absent")))) {
                found.add(old.name() + " " + name + ": became required");
            }
        });
    }

    private static Map<String, JsonNode> byName(Operation operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation.parameters().stream().filter(parameter -> !parameter.path("in").asText().equals("path"))
                .forEach(one -> parameters.put(one.path("in").asText() + " parameter " + one.path("name").asText(), one));
        return parameters;
    }

    private void bodies(Operation old, Operation now) {
        if (isRequired(now.body()) && !isRequired(old.body())) {
            found.add(old.name() + " body: became required");
        }
        contents(old.name() + " body", old.bodies(), now.bodies()).forEach((where, pair) -> found
                .addAll(schemas.sent(where, pair[0], pair[1])));
    }

    private void answer(Operation old, Operation now, String status) {
        JsonNode later = after.resolve(now.node().path("responses").path(status));
        String where = old.name() + " " + status;
        if (!later.isMissingNode()) {
            contents(where, before.resolve(old.node().path("responses").path(status)).path("content"), later.path("content"))
                    .forEach((place, pair) -> found.addAll(schemas.answered(place, pair[0], pair[1])));
        } else if (status.startsWith("2")) {
            found.add(where + ": removed");
        }
    }

    /** The schemas of the media types that both have. */
    private Map<String, JsonNode[]> contents(String where, JsonNode old, JsonNode now) {
        Map<String, JsonNode[]> pairs = new LinkedHashMap<>();
        Set<String> types = new HashSet<>();
        old.fieldNames().forEachRemaining(types::add);
        for (String type : types) {
            if (now.has(type)) {
                pairs.put(where, new JsonNode[] { old.get(type).path("schema"), now.get(type).path("schema") });
            } else {
                found.add(where + ": " + type + " removed");
            }
        }
        return pairs;
    }

    private static boolean isRequired(JsonNode node) {
        return node.path("required").asBoolean();
    }
}
