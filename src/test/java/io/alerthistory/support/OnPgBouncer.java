package io.alerthistory.support;

import java.util.List;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service on PostgreSQL behind PgBouncer. */
public class OnPgBouncer implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PgBouncer.class));
    }
}
