package io.alerthistory.health;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.live.LiveFeed;
import io.alerthistory.observe.Warning;
import io.alerthistory.start.Progress;
import io.alerthistory.start.StartPhase;
import io.smallrye.mutiny.Uni;

/** The use case that reports the health of the service. */
@ApplicationScoped
public class Health {

    private final DatabaseWatch database;
    private final Warnings warnings;
    private final Clock clock;
    private final Installation installation;
    private final DatabaseConfig config;
    private final Progress progress;
    private final LiveFeed feed;

    Health(DatabaseWatch database, Warnings warnings, Clock clock, Installation installation, DatabaseConfig config,
            Progress progress, LiveFeed feed) {
        this.feed = feed;
        this.progress = progress;
        this.database = database;
        this.warnings = warnings;
        this.clock = clock;
        this.installation = installation;
        this.config = config;
    }

    /** Returns no warnings when the history is disabled, because that is intended. */
    public Uni<List<Warning>> warnings() {
        return progress.phase() == StartPhase.DISABLED ? Uni.createFrom().item(List.of()) : warnings.now();
    }

    public Uni<ReadinessReport> readiness() {
        return database.state().map(state -> new ReadinessReport(config.kind().jsonName(), config.scheme(),
                state.connected() ? state.writable() ? "ok" : ReadinessReport.READ_ONLY : "down", state.hasSchema(),
                state.schemaVersion(), progress.phase() == StartPhase.WAITING ? StartPhase.WAITING_REASON : null));
    }

    public Uni<HealthReport> report() {
        if (progress.phase() == StartPhase.DISABLED) {
            return Uni.createFrom().item(HealthReport.disabled(installation, clock.instant()));
        }
        return database.state().flatMap(
                state -> warnings.now()
                        .map(current -> HealthReport.of(installation, state, events(), current, clock.instant())));
    }

    private HealthReport.EventSystem events() {
        return new HealthReport.EventSystem(feed.isConnected() ? "connected" : "degraded", config.kind().jsonName());
    }
}
