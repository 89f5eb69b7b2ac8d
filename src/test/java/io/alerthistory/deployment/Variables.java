package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** The environment of a container, as Kubernetes would make it. */
final class Variables {

    private final Landscape landscape;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    private Variables(Landscape landscape) {
        this.landscape = landscape;
    }

    static Variables of(Landscape landscape, JsonNode container) {
        Variables variables = new Variables(landscape);
        container.path("envFrom").forEach(variables::addAll);
        container.path("env").forEach(variables::add);
        return variables;
    }

    /** Text by name; where a reference leads nowhere there is none. */
    Map<String, String> values() {
        return values;
    }

    /** References that lead nowhere. */
    List<String> missing() {
        return missing;
    }

    private void addAll(JsonNode source) {
        if (source.has("configMapRef")) {
            all("ConfigMap", landscape.configMaps(), source.at("/configMapRef/name").asText());
        }
        if (source.has("secretRef")) {
            all("Secret", landscape.secrets(), source.at("/secretRef/name").asText());
        }
    }

    private void all(String kind, Map<String, Map<String, String>> there, String name) {
        Optional.ofNullable(there.get(name)).ifPresentOrElse(values::putAll,
                () -> missing.add("there is no " + kind + " " + name));
    }

    private void add(JsonNode variable) {
        String name = variable.path("name").asText();
        if (variable.has("value")) {
            values.put(name, variable.path("value").asText());
        }
        JsonNode from = variable.path("valueFrom");
        if (from.has("fieldRef")) {
            values.put(name, "some-" + from.at("/fieldRef/fieldPath").asText());
        }
        if (from.has("secretKeyRef")) {
            one(name, "Secret", landscape.secrets(), from.path("secretKeyRef"));
        }
        if (from.has("configMapKeyRef")) {
            one(name, "ConfigMap", landscape.configMaps(), from.path("configMapKeyRef"));
        }
    }

    private void one(String name, String kind, Map<String, Map<String, String>> there, JsonNode reference) {
        String object = reference.path("name").asText();
        String key = reference.path("key").asText();
        Optional.ofNullable(there.getOrDefault(object, Map.of()).get(key)).ifPresentOrElse(value -> values.put(name, value),
                () -> missing.add(kind + " " + object + " has no key " + key));
    }
}
