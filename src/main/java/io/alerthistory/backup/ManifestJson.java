package io.alerthistory.backup;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes and reads manifests. Members that a newer build has added are ignored. */
final class ManifestJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestJson() {
    }

    static byte[] write(BackupManifest manifest) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("backup_id", manifest.backupId()).put("status", manifest.status()).put("database", manifest.database())
                .put("started_us", manifest.startedUs()).put("finished_us", manifest.finishedUs())
                .put("size_bytes", manifest.sizeBytes()).put("sha256", manifest.sha256())
                .put("verified", manifest.verified().jsonName()).put("schema_version", manifest.schemaVersion())
                .put("service_version", manifest.serviceVersion());
        ObjectNode rows = json.putObject("rows");
        new TreeMap<>(manifest.rows()).forEach(rows::put);
        json.put("schema", manifest.schema()).put("trigram_schema", manifest.trigramSchema())
                .put("encrypted", manifest.encrypted()).put("note", manifest.note()).put("error", manifest.error());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    /** @throws IOException when it is no manifest */
    static BackupManifest read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        try {
            Map<String, Long> rows = new TreeMap<>();
            json.path("rows").properties().forEach(row -> rows.put(row.getKey(), row.getValue().asLong()));
            return new BackupManifest(required(json, "backup_id"), required(json, "status"), required(json, "database"),
                    json.path("started_us").asLong(), json.path("finished_us").asLong(),
                    json.path("size_bytes").isNumber() ? Long.valueOf(json.path("size_bytes").asLong()) : null,
                    text(json, "sha256"), Verification.of(required(json, "verified")), text(json, "schema_version"),
                    required(json, "service_version"), rows, text(json, "schema"), text(json, "trigram_schema"),
                    json.path("encrypted").asBoolean(), text(json, "note"), text(json, "error"));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a manifest of a backup", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    private static String required(JsonNode json, String name) throws IOException {
        String text = text(json, name);
        if (text == null) {
            throw new IOException("a manifest needs " + name);
        }
        return text;
    }
}
