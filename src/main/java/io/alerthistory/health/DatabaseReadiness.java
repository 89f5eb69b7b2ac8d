package io.alerthistory.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.alerthistory.database.DatabaseConfig;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Ready: the database answers in time, and its schema is the one this build was made for. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

    private final DatabaseWatch database;
    private final DatabaseConfig config;

    DatabaseReadiness(DatabaseWatch database, DatabaseConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.state().map(this::answer);
    }

    /** Without a cause, which may name a host or a user. */
    private HealthCheckResponse answer(DatabaseState state) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("database").status(state.serves())
                .withData("db_driver", config.kind().wire());
        return (state.connected() ? answer.withData("schema_version", String.valueOf(state.schemaVersion()))
                : answer.withData("error", "the database does not answer")).build();
    }
}
