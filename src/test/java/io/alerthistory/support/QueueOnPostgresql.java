package io.alerthistory.support;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service on a PostgreSQL database of its own, for tests that must know every pending session; the queue is limited. */
public class QueueOnPostgresql implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresServer.class, Map.of(PostgresServer.DATABASE, "queue")));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return QueueOnSqlite.LIMIT;
    }
}
