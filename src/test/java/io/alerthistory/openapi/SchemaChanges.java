package io.alerthistory.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The breaking changes between the schemas of two documents, as far as this service's documents use JSON Schema. */
final class SchemaChanges {

    private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();
    private static final Set<String> ALL_TYPES = Set.of("array", "boolean", "integer", "null", "number", "object", "string");
    private static final List<String> LEAST = List.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final List<String> GREATEST = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");

    private final ApiDocument before;
    private final ApiDocument after;
    /** Pairs of references that are being compared: schemas contain themselves. */
    private final Set<String> open = new HashSet<>();

    SchemaChanges(ApiDocument before, ApiDocument after) {
        this.before = before;
        this.after = after;
    }

    /** Where what could be sent is refused now. */
    Set<String> sent(String where, JsonNode old, JsonNode now) {
        return once("sent", old, now, () -> {
            Set<String> found = new TreeSet<>();
            for (JsonNode choice : choices(before, old)) {
                found.addAll(fewest(choices(after, now), candidate -> refused(where, choice, candidate)));
            }
            return found;
        });
    }

    /** Where what is answered now was not told. */
    Set<String> answered(String where, JsonNode old, JsonNode now) {
        return once("answered", old, now, () -> {
            Set<String> found = new TreeSet<>();
            for (JsonNode choice : choices(after, now)) {
                found.addAll(fewest(choices(before, old), candidate -> unexpected(where, candidate, choice)));
            }
            return found;
        });
    }

    private Set<String> refused(String where, JsonNode old, JsonNode now) {
        Set<String> found = new TreeSet<>(narrowed(where, old, now));
        minus(names(now, "required"), names(old, "required"))
                .forEach(name -> found.add(where + "/" + name + ": became required"));
        old.path("properties").properties().forEach(property -> {
            JsonNode other = now.path("properties").path(property.getKey());
            if (!other.isMissingNode()) {
                found.addAll(sent(where + "/" + property.getKey(), property.getValue(), other));
            } else if (isClosed(now)) {
                found.add(where + "/" + property.getKey() + ": removed");
            }
        });
        if (isClosed(now) && !isClosed(old) && types(old).contains("object")) {
            found.add(where + ": takes no other fields any more");
        }
        if (now.has("items")) {
            found.addAll(sent(where + "[]", old.has("items") ? old.get("items") : ANYTHING, now.get("items")));
        }
        return found;
    }

    private static Set<String> narrowed(String where, JsonNode old, JsonNode now) {
        Set<String> found = new TreeSet<>();
        if (!types(now).containsAll(types(old))) {
            found.add(where + ": takes " + types(now) + " instead of " + types(old));
        }
        if (now.has("enum") && !(old.has("enum") && names(now, "enum").containsAll(names(old, "enum")))) {
            found.add(where + ": takes fewer values");
        }
        LEAST.stream().filter(bound -> compare(old, now, bound) < 0).forEach(bound -> found.add(where + ": higher " + bound));
        GREATEST.stream().filter(bound -> compare(old, now, bound) > 0).forEach(bound -> found.add(where + ": lower " + bound));
        for (String rule : List.of("pattern", "format", "const")) {
            if (now.has(rule) && !now.get(rule).equals(old.path(rule)) && !isWiderInteger(old, now)) {
                found.add(where + ": other " + rule);
            }
        }
        return found;
    }

    /** The sign of the old bound's distance from the new one; a bound that was not there lies outside. */
    private static int compare(JsonNode old, JsonNode now, String bound) {
        if (!now.has(bound)) {
            return 0;
        }
        return old.has(bound) ? old.get(bound).decimalValue().compareTo(now.get(bound).decimalValue())
                : LEAST.contains(bound) ? -1 : 1;
    }

    private Set<String> unexpected(String where, JsonNode old, JsonNode now) {
        Set<String> found = new TreeSet<>();
        if (!types(old).containsAll(types(now))) {
            found.add(where + ": answers " + types(now) + " instead of " + types(old));
        }
        if (old.has("format") && !old.get("format").equals(now.path("format"))) {
            found.add(where + ": other format");
        }
        old.path("properties").properties().forEach(property -> {
            JsonNode other = now.path("properties").path(property.getKey());
            if (other.isMissingNode()) {
                found.add(where + "/" + property.getKey() + ": removed");
            } else {
                found.addAll(answered(where + "/" + property.getKey(), property.getValue(), other));
            }
        });
        minus(names(old, "required"), names(now, "required")).stream().filter(name -> now.path("properties").has(name))
                .forEach(name -> found.add(where + "/" + name + ": may be absent"));
        if (old.has("items")) {
            found.addAll(answered(where + "[]", old.get("items"), now.has("items") ? now.get("items") : ANYTHING));
        }
        return found;
    }

    /** Of several schemas that one could correspond to, it is compared with the one that fits best. */
    private static Set<String> fewest(List<JsonNode> candidates, Function<JsonNode, Set<String>> compare) {
        return candidates.stream().map(compare).min(Comparator.comparing(Set::size)).orElse(Set.of());
    }

    private Set<String> once(String side, JsonNode old, JsonNode now, Supplier<Set<String>> compare) {
        String pair = side + old.path("$ref").asText() + " " + now.path("$ref").asText();
        if (old.has("$ref") && !open.add(pair)) {
            return Set.of();
        }
        Set<String> found = compare.get();
        if (old.has("$ref")) {
            open.remove(pair);
        }
        return found;
    }

    /** The alternatives of a schema, each with its references followed and only one type. */
    private static List<JsonNode> choices(ApiDocument document, JsonNode schema) {
        JsonNode resolved = document.resolve(schema);
        List<JsonNode> choices = new ArrayList<>();
        for (String kind : List.of("anyOf", "oneOf")) {
            resolved.path(kind).forEach(choice -> choices.addAll(choices(document, choice)));
        }
        if (choices.isEmpty() && resolved.path("type").isArray()) {
            resolved.get("type").forEach(type -> choices.add(((ObjectNode) resolved.deepCopy()).set("type", type)));
        }
        return choices.isEmpty() ? List.of(resolved) : choices;
    }

    private static Set<String> types(JsonNode schema) {
        if (schema.has("allOf")) {
            return Set.of("object");
        }
        if (!schema.has("type")) {
            return ALL_TYPES;
        }
        String type = schema.get("type").asText();
        return type.equals("number") ? Set.of("number", "integer") : Set.of(type);
    }

    private static boolean isWiderInteger(JsonNode old, JsonNode now) {
        return old.path("format").asText().equals("int32") && now.path("format").asText().equals("int64");
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean() && !schema.path("additionalProperties").booleanValue();
    }

    private static Set<String> minus(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }

    private static Set<String> names(JsonNode schema, String list) {
        Set<String> values = new TreeSet<>();
        schema.path(list).forEach(value -> values.add(value.asText()));
        return values;
    }
}
