package io.alerthistory.health;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Reports how the service is. */
@ApplicationScoped
class Health {

    private final DatabaseWatch database;
    private final Warnings warnings;
    private final Clock clock;
    private final Installation installation;

    Health(DatabaseWatch database, Warnings warnings, Clock clock, Installation installation) {
        this.database = database;
        this.warnings = warnings;
        this.clock = clock;
        this.installation = installation;
    }

    Uni<HealthReport> report() {
        return database.state().flatMap(
                state -> warnings.now().map(current -> HealthReport.of(installation, state, current, clock.instant())));
    }
}
