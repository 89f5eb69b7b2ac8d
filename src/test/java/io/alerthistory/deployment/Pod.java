package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A pod that selectors may mean: one of the manifests, one that an operator makes of them, or one of somebody else that
 * k8s/README.md names.
 *
 * @param namespace empty for the one that is deployed to
 * @param ports by name and by number, both as text; empty when they are not ours to know
 */
record Pod(String namespace, Map<String, String> labels, List<String> ports) {

    static Pod ours(Map<String, String> labels, List<String> ports) {
        return new Pod("", labels, ports);
    }

    boolean has(Map<String, String> selected) {
        return labels.entrySet().containsAll(selected.entrySet());
    }

    boolean listensOn(String port) {
        return ports.isEmpty() || ports.contains(port);
    }

    /**
     * The sets of labels that a selector means, one for each value of its expressions: each of them should be some pod's.
     *
     * @throws IllegalArgumentException for an operator that is not understood here
     */
    static List<Map<String, String>> meant(JsonNode selector) {
        List<Map<String, String>> meant = new ArrayList<>(List.of(Manifest.map(selector.path("matchLabels"))));
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!expression.path("operator").asText().equals("In")) {
                throw new IllegalArgumentException("only In is understood, not " + expression);
            }
            List<Map<String, String>> extended = new ArrayList<>();
            expression.path("values").forEach(value -> meant.forEach(labels -> {
                Map<String, String> more = new java.util.HashMap<>(labels);
                more.put(expression.path("key").asText(), value.asText());
                extended.add(more);
            }));
            meant.clear();
            meant.addAll(extended);
        }
        return meant;
    }
}
