package io.alerthistory.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import io.alerthistory.start.Progress;
import io.alerthistory.start.StartPhase;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** The startup check: Flyway has migrated the schema, or the history is disabled. It runs no statement. */
@Startup
@ApplicationScoped
class SchemaStarted implements AsyncHealthCheck {

    private final Progress progress;

    SchemaStarted(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(HealthCheckResponse.named("migrations").status(isStarted())
                .withData("schema_version", Schema.VERSION).build());
    }

    private boolean isStarted() {
        return progress.phase() == StartPhase.STARTED || progress.phase() == StartPhase.DISABLED;
    }
}
