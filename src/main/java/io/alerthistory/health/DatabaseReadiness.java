package io.alerthistory.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.observe.BreakerState;
import io.alerthistory.observe.DatabaseAdvice;
import io.alerthistory.start.Progress;
import io.alerthistory.start.StartPhase;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * The readiness check: the database responds in time and is writable, its schema matches this build, and the circuit
 * breaker is not open. With the history disabled it is always up.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

    private final DatabaseWatch database;
    private final BreakerState breaker;
    private final DatabaseAdvice advice;
    private final DatabaseConfig config;
    private final Progress progress;

    DatabaseReadiness(DatabaseWatch database, BreakerState breaker, DatabaseAdvice advice, DatabaseConfig config,
            Progress progress) {
        this.advice = advice;
        this.breaker = breaker;
        this.progress = progress;
        this.database = database;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return switch (progress.phase()) {
            case STARTED -> database.state().map(this::response);
            case STARTING -> Uni.createFrom().item(named().down().withData("error", "waiting for the database").build());
            case WAITING -> Uni.createFrom().item(named().down().withData("error", StartPhase.WAITING_REASON).build());
            case DISABLED -> Uni.createFrom().item(named().up().withData("history", "disabled").build());
        };
    }

    private HealthCheckResponseBuilder named() {
        return HealthCheckResponse.named("database").withData("db_driver", config.kind().jsonName());
    }

    /** Omits the cause of a failure, which may name a host or a user. */
    private HealthCheckResponse response(DatabaseState state) {
        HealthCheckResponseBuilder response = named().status(state.serves() && !breaker.isOpen())
                .withData("breaker", breaker.name());
        if (!state.connected()) {
            return response.withData("error", advice.text().orElse("the database is not available")).build();
        }
        response.withData("schema_version", String.valueOf(state.schemaVersion()));
        return (state.writable() ? response : response.withData("error", "the database is not writable")).build();
    }
}
