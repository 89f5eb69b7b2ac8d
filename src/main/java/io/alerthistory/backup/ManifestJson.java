package io.alerthistory.backup;

import java.io.IOException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes and reads manifests. Members that a newer build has added are ignored. */
final class ManifestJson {

    private static final ObjectMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private ManifestJson() {
    }

    static byte[] write(BackupManifest manifest) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }

    /** @throws IOException when it is no manifest */
    static BackupManifest read(byte[] bytes) throws IOException {
        BackupManifest manifest = JSON.readValue(bytes, BackupManifest.class);
        if (manifest == null) {
            throw new IOException("null is no manifest of a backup");
        }
        return manifest;
    }
}
