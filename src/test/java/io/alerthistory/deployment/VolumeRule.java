package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** What is mounted is there, and so are the files that variables name. */
final class VolumeRule implements Rule {

    private static final List<String> FILES = List.of("POSTGRES_SSL_CERT", "POSTGRES_SSL_KEY", "POSTGRES_SSL_ROOT_CERT");

    @Override
    public Stream<String> violations(Landscape landscape) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : landscape.workloads()) {
            Stream.concat(stream(workload.spec().path("volumes")), templates(workload))
                    .flatMap(volume -> missingKeys(landscape, volume)).forEach(key -> violations.add(workload + ": " + key));
            workload.containers().forEach(container -> container(landscape, workload, container, violations));
        }
        return violations.stream();
    }

    private static void container(Landscape landscape, Workload workload, JsonNode container, List<String> violations) {
        List<String> names = Stream.concat(stream(workload.spec().path("volumes")).map(volume -> volume.path("name").asText()),
                templates(workload).map(claim -> claim.at("/metadata/name").asText())).toList();
        stream(container.path("volumeMounts")).map(mount -> mount.path("name").asText())
                .filter(name -> !names.contains(name))
                .forEach(name -> violations.add(workload + ": there is no volume " + name));
        Map<String, String> values = Variables.of(landscape, container).values();
        List<String> files = files(workload, container);
        FILES.stream().filter(values::containsKey).map(values::get).filter(file -> !files.contains(file))
                .forEach(file -> violations.add(workload + ": nothing is mounted as " + file));
    }

    private static Stream<String> missingKeys(Landscape landscape, JsonNode volume) {
        if (!volume.has("secret")) {
            return Stream.empty();
        }
        String name = volume.at("/secret/secretName").asText();
        return stream(volume.at("/secret/items")).map(item -> item.path("key").asText())
                .filter(key -> !landscape.secrets().getOrDefault(name, Map.of()).containsKey(key))
                .map(key -> "Secret " + name + " has no key " + key);
    }

    /** The paths of the files that Secrets bring. */
    private static List<String> files(Workload workload, JsonNode container) {
        return stream(container.path("volumeMounts")).flatMap(mount -> stream(workload.spec().path("volumes"))
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .flatMap(volume -> stream(volume.at("/secret/items")))
                .map(item -> mount.path("mountPath").asText() + "/" + item.path("path").asText())).toList();
    }

    private static Stream<JsonNode> templates(Workload workload) {
        return stream(workload.manifest().at("/spec/volumeClaimTemplates"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
