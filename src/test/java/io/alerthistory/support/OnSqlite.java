package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service on a SQLite file of its own. */
public class OnSqlite implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of("REQUEST_HEADER_TIMEOUT_SECONDS", "3", "REDACT_PATTERNS_FILE", "src/test/resources/redact.txt",
                    "MODEL_PRICES", "priced-model=2.5:10,family-*=1:2",
                    "DATABASE_SELF_TESTS", "true", "ALERT_SESSIONS", "mirror", "DATABASE_BACKUP_DIR",
                    BackupFolders.create(), "DATABASE_URL",
                    "sqlite:///" + Files.createTempDirectory("alert-history").resolve("data/history.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
