package io.alerthistory.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.alerthistory.http.JourneysContract;
import io.alerthistory.support.BackupFolders;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The journeys on a SQLite file: the jar, or with {@code -Dnative} the binary. */
@QuarkusIntegrationTest
@TestProfile(SqliteJourneysIT.OnAFile.class)
class SqliteJourneysIT implements JourneysContract {

    private static final Path FILE = folder().resolve("history.db");

    /** The process has its variables as system properties, which the settings are read from as well. */
    public static class OnAFile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(PROCESS);
            overrides.put("DATABASE_SELF_TESTS", "true");
            overrides.put("DATABASE_BACKUP_DIR", BackupFolders.create());
            overrides.put("DATABASE_URL", "sqlite:///" + FILE);
            return overrides;
        }
    }

    @Override
    public String driver() {
        return "sqlite";
    }

    @Override
    public Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + FILE + "?foreign_keys=on&busy_timeout=10000");
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("alert-history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
