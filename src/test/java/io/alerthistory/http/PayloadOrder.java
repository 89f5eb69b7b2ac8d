package io.alerthistory.http;

import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sorts the members of payloads, whose order jsonb does not keep, and leaves the API's own fields in theirs. */
final class PayloadOrder {

    private static final Set<String> PAYLOADS = Set.of("alert_data", "conversation", "tool_arguments", "tool_result",
            "available_tools", "stage_output");

    private PayloadOrder() {
    }

    static JsonNode sorted(JsonNode node) {
        return sorted(node, false);
    }

    private static JsonNode sorted(JsonNode node, boolean payload) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            if (payload) {
                TreeMap<String, JsonNode> members = new TreeMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue(), true)));
                members.forEach(copy::set);
            } else {
                node.properties().forEach(
                        member -> copy.set(member.getKey(), sorted(member.getValue(), PAYLOADS.contains(member.getKey()))));
            }
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(sorted(element, payload)));
            return copy;
        }
        return node;
    }
}
