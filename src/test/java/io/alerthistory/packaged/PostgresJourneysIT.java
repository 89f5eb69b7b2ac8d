package io.alerthistory.packaged;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.http.JourneysContract;
import io.alerthistory.support.BackupFolders;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The journeys on PostgreSQL: the jar, or with {@code -Dnative} the binary. */
@QuarkusIntegrationTest
@TestProfile(PostgresJourneysIT.OnADatabase.class)
class PostgresJourneysIT implements JourneysContract {

    private static final String DATABASE = "journeys";

    /** The process has its variables as system properties, which the settings are read from as well. */
    public static class OnADatabase implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PostgresServer.class, Map.of(PostgresServer.DATABASE, DATABASE)));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(PROCESS);
            overrides.put("DATABASE_SELF_TESTS", "true");
            overrides.put("DATABASE_BACKUP_DIR", BackupFolders.create());
            return overrides;
        }
    }

    @Override
    public String driver() {
        return "postgresql";
    }

    @Override
    public Connection database() throws SQLException {
        return PostgresServer.connect(DATABASE);
    }
}
