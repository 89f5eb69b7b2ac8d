package io.alerthistory.health;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.alerthistory.database.DatabaseConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Ready: the database answers in time, and its schema is the one this build was made for. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

    private static final Duration IN_TIME = Duration.ofSeconds(2);

    private final SchemaProbe probe;
    private final DatabaseConfig config;

    DatabaseReadiness(SchemaProbe probe, DatabaseConfig config) {
        this.probe = probe;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return probe.version().ifNoItem().after(IN_TIME).fail()
                .map(version -> answer(Schema.VERSION.equals(version)).withData("schema_version", String.valueOf(version))
                        .build())
                // The cause stays out: it may name a host or a user.
                .onFailure()
                .recoverWithItem(failure -> answer(false).withData("error", "the database does not answer").build());
    }

    private org.eclipse.microprofile.health.HealthCheckResponseBuilder answer(boolean up) {
        return HealthCheckResponse.named("database").status(up).withData("db_driver", config.kind().wire());
    }
}
