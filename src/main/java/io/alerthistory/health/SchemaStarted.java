package io.alerthistory.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started: Flyway has migrated. It does so before the service listens, so whoever can ask hears yes, and no database is asked.
 */
@Startup
@ApplicationScoped
class SchemaStarted implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("migrations").up().withData("schema_version", Schema.VERSION).build();
    }
}
