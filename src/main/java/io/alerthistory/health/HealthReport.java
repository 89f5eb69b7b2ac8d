package io.alerthistory.health;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The health of the service, in the terms of Tarsy's dashboard.
 *
 * @param status healthy or degraded
 * @param timestamp RFC 3339
 */
@RegisterForReflection(targets = { HealthReport.class, HealthReport.Components.class, HealthReport.EventSystem.class,
        HealthReport.Database.class, HealthReport.Queue.class, Warning.class, HealthStatus.class })
public record HealthReport(String status, String service, String version, String timestamp, Components services, Queue queue,
        List<Warning> warnings, int warningCount) {

    static final String SERVICE = "alert-history";

    private static final String HEALTHY = "healthy";

    /** The components of the service; {@code history_service} is healthy, unhealthy or disabled. */
    public record Components(String historyService, EventSystem eventSystem, Database database) {
    }

    /**
     * The delivery of events.
     *
     * @param status connected; degraded when events come up to a second late, because this replica does not hear the others;
     *        not_initialized when the history is disabled
     * @param type how replicas hear each other: postgresql, or sqlite with its one process; none when the history is disabled
     */
    public record EventSystem(String status, String type) {
    }

    /**
     * The selected database.
     *
     * @param connected whether it responded in time
     * @param retentionDays the number of days after which an ended session is deleted; 0 for never
     * @param migrationVersion the version of its schema; null when it is not available
     */
    public record Database(boolean enabled, boolean connected, @Nullable Integer retentionDays,
            @Nullable String migrationVersion) {
    }

    /**
     * The work queue; each count is at most 10,000, and null when the database is not available.
     *
     * @param maxQueueSize null for no limit
     * @param activeGlobal the number of sessions in progress, of all workers
     */
    public record Queue(@Nullable Long pending, @Nullable Integer maxQueueSize, @Nullable Long activeGlobal) {
    }

    /** The report when the history is disabled, which counts as healthy. */
    static HealthReport disabled(Installation installation, Instant now) {
        return new HealthReport(HEALTHY, SERVICE, installation.version(), now.toString(),
                new Components("disabled", new EventSystem("not_initialized", "none"), new Database(false, false, null, null)),
                new Queue(null, installation.maxQueueSize(), null), List.of(), 0);
    }

    static HealthReport of(Installation installation, DatabaseState database, EventSystem events, List<Warning> warnings,
            Instant now) {
        QueueDepth depth = database.queue();
        return new HealthReport(database.serves() ? HEALTHY : "degraded", SERVICE, installation.version(), now.toString(),
                new Components(database.serves() ? HEALTHY : "unhealthy", events,
                        new Database(true, database.connected(), installation.retentionDays(), database.schemaVersion())),
                new Queue(depth == null ? null : Long.valueOf(depth.pending()), installation.maxQueueSize(),
                        depth == null ? null : Long.valueOf(depth.inProgress())),
                warnings, warnings.size());
    }

    public boolean healthy() {
        return status.equals(HEALTHY);
    }
}
