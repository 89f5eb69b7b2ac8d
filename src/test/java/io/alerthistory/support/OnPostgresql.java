package io.alerthistory.support;

import java.util.List;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service on PostgreSQL. */
public class OnPostgresql implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresServer.class));
    }
}
