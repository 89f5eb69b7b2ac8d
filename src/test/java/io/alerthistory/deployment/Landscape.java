package io.alerthistory.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is there when a folder has been applied: its objects, what CloudNativePG makes of some of them, the Secrets that the
 * folder's example files say somebody has made, and the pods of others that k8s/README.md names.
 *
 * @param secrets values by key by name; where a value is not known, something that could be one
 */
record Landscape(List<Manifest> manifests, List<Pod> pods, Map<String, Map<String, String>> secrets) {

    private static final String EXAMPLE = ".env.example";
    private static final Path README = Path.of("k8s/README.md");
    private static final Pattern OUTSIDER = Pattern.compile("(?m)^\\| (?:`([a-z-]+)`|the same) \\| `([^`=]+)=([^`]+)` \\|");

    static Landscape of(List<Manifest> manifests, Path folder) {
        List<Pod> pods = new ArrayList<>();
        manifests.stream().filter(Workload::is).map(Workload::new)
                .forEach(workload -> pods.add(Pod.ours(workload.labels(), workload.ports())));
        Map<String, Map<String, String>> secrets = new TreeMap<>(examples(folder));
        for (Manifest manifest : manifests) {
            switch (manifest.kind()) {
                case "Secret" -> secrets.put(manifest.name(), decoded(manifest));
                case "Cluster" -> {
                    pods.add(Pod.ours(Map.of("cnpg.io/cluster", manifest.name()),
                            List.of("postgresql", "5432", "status", "8000", "metrics", "9187")));
                    secrets.put(manifest.name() + "-app", application(manifest));
                    secrets.put(manifest.name() + "-ca", Map.of("ca.crt", "PEM", "ca.key", "PEM"));
                }
                case "Pooler" ->
                    pods.add(Pod.ours(Map.of("cnpg.io/poolerName", manifest.name()),
                            List.of("pgbouncer", "5432", "metrics", "9127")));
                default -> {
                }
            }
        }
        Matcher outsiders = OUTSIDER.matcher(Manifest.text(README));
        while (outsiders.find()) {
            String namespace = outsiders.group(1) == null ? "" : outsiders.group(1);
            pods.add(new Pod(namespace, Map.of(outsiders.group(2), outsiders.group(3)), List.of()));
        }
        return new Landscape(manifests, pods, secrets);
    }

    List<Manifest> all(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    boolean has(String kind, String name) {
        return all(kind).stream().anyMatch(manifest -> manifest.name().equals(name));
    }

    List<Workload> workloads() {
        return manifests.stream().filter(Workload::is).map(Workload::new).toList();
    }

    Map<String, Map<String, String>> configMaps() {
        Map<String, Map<String, String>> maps = new HashMap<>();
        all("ConfigMap").forEach(map -> maps.put(map.name(), Manifest.map(map.at("/data"))));
        return maps;
    }

    /** Host and port of everything that listens for PostgreSQL's protocol under a name in this namespace. */
    List<String> databaseAddresses() {
        return Stream.of(
                all("Service").stream().flatMap(service -> Stream.of(service.name() + ":" + service.at("/spec/ports/0/port"))),
                all("Cluster").stream().map(cluster -> cluster.name() + "-rw:5432"),
                all("Pooler").stream().map(pooler -> pooler.name() + ":5432")).flatMap(addresses -> addresses).toList();
    }

    /** The files beside a kustomization that show what somebody has to make: the Secret of the file's name. */
    static Map<String, Map<String, String>> examples(Path folder) {
        Map<String, Map<String, String>> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(EXAMPLE)).forEach(file -> {
                Map<String, String> values = new HashMap<>();
                Manifest.text(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
                examples.put(file.getFileName().toString().replace(EXAMPLE, ""), values);
            });
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> decoded(Manifest secret) {
        Map<String, String> values = new HashMap<>();
        Manifest.map(secret.at("/data")).forEach((key, value) -> values.put(key,
                new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    /** The Secret that CloudNativePG makes for the owner of a cluster's database. */
    private static Map<String, String> application(Manifest cluster) {
        String owner = cluster.at("/spec/bootstrap/initdb/owner").asText();
        String database = cluster.at("/spec/bootstrap/initdb/database").asText();
        String host = cluster.name() + "-rw";
        String uri = "postgresql://" + owner + ":secret@" + host + ":5432/" + database;
        return Map.of("username", owner, "user", owner, "password", "secret", "dbname", database, "host", host, "port", "5432",
                "uri", uri, "jdbc-uri", "jdbc:" + uri, "pgpass", host + ":5432:" + database + ":" + owner + ":secret");
    }
}
