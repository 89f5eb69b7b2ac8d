package io.alerthistory.support;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service on PostgreSQL. */
public class OnPostgresql implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("REQUEST_HEADER_TIMEOUT_SECONDS", "3", "REDACT_PATTERNS_FILE", "src/test/resources/redact.txt",
                "MODEL_PRICES", "priced-model=2.5:10,family-*=1:2",
                "DATABASE_SELF_TESTS", "true", "ALERT_SESSIONS", "mirror",
                "DATABASE_BACKUP_DIR", BackupFolders.create());
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresServer.class));
    }
}
