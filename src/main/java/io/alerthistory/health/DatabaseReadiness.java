package io.alerthistory.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.observe.BreakerState;
import io.alerthistory.observe.DatabaseAdvice;
import io.alerthistory.start.Progress;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Ready: the database answers in time and takes writes, its schema is the one this build was made for, and the breaker is
 * not open. Without a
 * history there is nothing to wait for.
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
            case STARTED -> database.state().map(this::answer);
            case STARTING -> Uni.createFrom().item(named().down().withData("error", "the database is waited for").build());
            case DISABLED -> Uni.createFrom().item(named().up().withData("history", "disabled").build());
        };
    }

    private HealthCheckResponseBuilder named() {
        return HealthCheckResponse.named("database").withData("db_driver", config.kind().jsonName());
    }

    /** Without a cause, which may name a host or a user. */
    private HealthCheckResponse answer(DatabaseState state) {
        HealthCheckResponseBuilder answer = named().status(state.serves() && !breaker.isOpen())
                .withData("breaker", breaker.name());
        if (!state.connected()) {
            return answer.withData("error", advice.text().orElse("the database does not answer")).build();
        }
        answer.withData("schema_version", String.valueOf(state.schemaVersion()));
        return (state.writable() ? answer : answer.withData("error", "the database takes no writes")).build();
    }
}
