package io.alerthistory.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** A Deployment or a StatefulSet. */
record Workload(Manifest manifest) {

    static boolean is(Manifest manifest) {
        return List.of("Deployment", "StatefulSet").contains(manifest.kind());
    }

    JsonNode spec() {
        return manifest.at("/spec/template/spec");
    }

    List<JsonNode> containers() {
        return StreamSupport.stream(spec().path("containers").spliterator(), false).toList();
    }

    Map<String, String> labels() {
        return Manifest.map(manifest.at("/spec/template/metadata/labels"));
    }

    /** Name and number of every port. */
    List<String> ports() {
        return containers().stream().flatMap(container -> StreamSupport.stream(container.path("ports").spliterator(), false))
                .flatMap(port -> Stream.of(port.path("name").asText(), port.path("containerPort").asText())).toList();
    }

    /** Whether it is the service itself and not its database. */
    boolean isTheService() {
        return containers().stream().anyMatch(container -> container.path("image").asText()
                .matches("([^:]+/)?alert-history(:[^/]+)?"));
    }

    @Override
    public String toString() {
        return manifest.toString();
    }
}
