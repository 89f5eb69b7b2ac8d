package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever an object names is there, in the namespace in which everything is. */
final class NameRule implements Rule {

    /** Where kinds name an object of another kind. */
    private static final Map<String, Map<String, String>> REFERENCES = Map.of(
            "Deployment", Map.of("/spec/template/spec/serviceAccountName", "ServiceAccount"),
            "StatefulSet", Map.of("/spec/serviceName", "Service"),
            "HorizontalPodAutoscaler", Map.of("/spec/scaleTargetRef/name", "Deployment"),
            "Pooler", Map.of("/spec/cluster/name", "Cluster"),
            "Cluster", Map.of("/spec/plugins/0/parameters/barmanObjectName", "ObjectStore"),
            "ScheduledBackup", Map.of("/spec/cluster/name", "Cluster"));

    @Override
    public Stream<String> violations(Landscape landscape) {
        return Stream.concat(Stream.concat(landscape.all("Cluster").stream().flatMap(cluster -> cluster(landscape, cluster)),
                landscape.all("ObjectStore").stream().flatMap(store -> credentials(landscape, store))),
                landscape.manifests().stream().flatMap(manifest -> references(landscape, manifest)));
    }

    private static Stream<String> references(Landscape landscape, Manifest manifest) {
        return Stream.concat(
                REFERENCES.getOrDefault(manifest.kind(), Map.of()).entrySet().stream()
                        .filter(reference -> !landscape.has(reference.getValue(), manifest.at(reference.getKey()).asText()))
                        .map(reference -> manifest + ": there is no " + reference.getValue() + " "
                                + manifest.at(reference.getKey()).asText()),
                strays(landscape, manifest));
    }

    /** Who takes its backups, and the names for which its certificate holds. */
    private static Stream<String> cluster(Landscape landscape, Manifest cluster) {
        List<String> names = new ArrayList<>();
        cluster.at("/spec/certificates/serverAltDNSNames").forEach(name -> names.add(name.asText()));
        String plugin = cluster.at("/spec/plugins/0/name").asText();
        return Stream.concat(landscape.all("ScheduledBackup").stream()
                .map(backup -> backup.at("/spec/pluginConfiguration/name").asText()).filter(name -> !name.equals(plugin))
                .map(name -> cluster + ": it has no plugin " + name),
                landscape.all("Pooler").stream().map(Manifest::name).filter(name -> !names.contains(name))
                        .map(name -> cluster + ": its certificate does not hold for " + name));
    }

    private static Stream<String> credentials(Landscape landscape, Manifest store) {
        return store.at("/spec/configuration/s3Credentials").properties().stream().map(Map.Entry::getValue)
                .filter(key -> !landscape.secrets().getOrDefault(key.path("name").asText(), Map.of())
                        .containsKey(key.path("key").asText()))
                .map(key -> store + ": there is no key " + key);
    }

    private static Stream<String> strays(Landscape landscape, Manifest manifest) {
        String namespace = manifest.at("/metadata/namespace").asText();
        String all = landscape.all("Namespace").stream().map(Manifest::name).findFirst().orElse("");
        return manifest.kind().equals("Namespace") || namespace.equals(all) ? Stream.empty()
                : Stream.of(manifest + ": its namespace is \"" + namespace + "\", not \"" + all + "\"");
    }
}
