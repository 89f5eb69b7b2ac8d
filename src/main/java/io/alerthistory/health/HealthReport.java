package io.alerthistory.health;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;

/**
 * How the service is, in the words that Tarsy's dashboard knows.
 *
 * @param status healthy or degraded
 * @param timestamp RFC 3339
 */
public record HealthReport(String status, String service, String version, String timestamp, Components services, Queue queue,
        List<Warning> warnings, int warningCount) {

    static final String SERVICE = "alert-history";

    private static final String HEALTHY = "healthy";

    /** The parts of the service; {@code history_service} is healthy, unhealthy or disabled. */
    public record Components(String historyService, EventSystem eventSystem, Database database) {
    }

    /**
     * Who tells about changes.
     *
     * @param status not_initialized, as long as nobody does
     * @param type none, as long as nobody does
     */
    public record EventSystem(String status, String type) {
    }

    /**
     * The chosen database.
     *
     * @param connected whether it answered in time
     * @param retentionDays days after its end at which a session is deleted; 0 for never
     * @param migrationVersion the schema it has; null when it does not answer
     */
    public record Database(boolean enabled, boolean connected, @Nullable Integer retentionDays,
            @Nullable String migrationVersion) {
    }

    /**
     * The work there is; each count ends at 10,000, and is null when the database does not answer.
     *
     * @param maxQueueSize null for any number
     * @param activeGlobal sessions in progress, whoever works on them
     */
    public record Queue(@Nullable Long pending, @Nullable Integer maxQueueSize, @Nullable Long activeGlobal) {
    }

    /** Of a service that has no history, and is well. */
    static HealthReport disabled(Installation installation, Instant now) {
        return new HealthReport(HEALTHY, SERVICE, installation.version(), now.toString(),
                new Components("disabled", new EventSystem("not_initialized", "none"), new Database(false, false, null, null)),
                new Queue(null, installation.maxQueueSize(), null), List.of(), 0);
    }

    static HealthReport of(Installation installation, DatabaseState database, List<Warning> warnings, Instant now) {
        QueueDepth depth = database.queue();
        return new HealthReport(database.serves() ? HEALTHY : "degraded", SERVICE, installation.version(), now.toString(),
                new Components(database.serves() ? HEALTHY : "unhealthy", new EventSystem("not_initialized", "none"),
                        new Database(true, database.connected(), installation.retentionDays(), database.schemaVersion())),
                new Queue(depth == null ? null : Long.valueOf(depth.pending()), installation.maxQueueSize(),
                        depth == null ? null : Long.valueOf(depth.inProgress())),
                warnings, warnings.size());
    }

    public boolean healthy() {
        return status.equals(HEALTHY);
    }
}
