package io.alerthistory.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** An object for Kubernetes, as somebody wrote it or as kustomize made it of that. */
record Manifest(String source, JsonNode node) {

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** All of a text that may hold several; a key that comes twice is refused. */
    static List<Manifest> read(String source, String yaml) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode> readValues(yaml).readAll().stream()
                    .map(node -> new Manifest(source, node)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(source, e);
        }
    }

    /** All of the files below a folder. */
    static List<Manifest> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted()
                    .flatMap(file -> read(file.toString(), text(file)).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A map of text; empty when it is absent. */
    static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new HashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    String kind() {
        return node.path("kind").asText();
    }

    String name() {
        return node.at("/metadata/name").asText();
    }

    JsonNode at(String pointer) {
        return node.at(pointer);
    }

    /** For messages. */
    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
