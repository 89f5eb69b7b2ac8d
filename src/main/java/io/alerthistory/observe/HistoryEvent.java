package io.alerthistory.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A fact, published once, that is durable or has failed. No event carries an identifier, because observers use the
 * values as labels.
 */
public sealed interface HistoryEvent {

    /** Sessions were created. */
    record SessionsCreated(int count) implements HistoryEvent {
    }

    /**
     * A session reached a terminal state.
     *
     * @param status the terminal status
     * @param durationMs from its start to its end, in milliseconds
     */
    record SessionFinished(String status, long durationMs) implements HistoryEvent {
    }

    /**
     * Interactions were appended.
     *
     * @param kind llm or mcp
     */
    record InteractionsRecorded(String kind, int count) implements HistoryEvent {
    }

    /**
     * A worker's claim was handled.
     *
     * @param outcome claimed, or none: nothing was pending or the worker's limit was reached
     */
    record ClaimHandled(String outcome) implements HistoryEvent {
    }

    /**
     * Alerts were received.
     *
     * @param source alertmanager, prometheus, alertmanager_events, alertmanager_poll or api
     * @param outcome created, updated, unchanged or rejected; also unknown for an event of an unknown type
     */
    record AlertsReceived(String source, String outcome, int count) implements HistoryEvent {
    }

    /** The response under an idempotency key could not be stored; the key is free when its lock expires. */
    record ResponseNotStored(Throwable cause) implements HistoryEvent {
    }

    /**
     * Records of a bulk upload were handled.
     *
     * @param outcome accepted, duplicate or rejected
     */
    record BulkRecords(String outcome, int count) implements HistoryEvent {
    }

    /**
     * A credential was refused.
     *
     * @param way key, oidc or proxy
     */
    record SignInRefused(String way) implements HistoryEvent {
    }

    /**
     * A request failed unexpectedly.
     *
     * @param reference the reference in the response, which the log line repeats
     */
    record RequestFailed(String reference, Throwable cause) implements HistoryEvent {
    }

    /**
     * A request failed with 503.
     *
     * @param code of the problem
     * @param detail of the problem
     * @param cause null when the service itself refused the request
     */
    record RequestUnavailable(String code, String detail, @Nullable Throwable cause) implements HistoryEvent {
    }

    /**
     * The state of the database differs from that of the last probe.
     *
     * @param serves whether the history can be read and written
     * @param detail what is wrong, or that nothing is
     */
    record DatabaseChanged(boolean serves, String detail) implements HistoryEvent {
    }

    /**
     * The state of the circuit breaker changed.
     *
     * @param state closed, open or half_open
     */
    record BreakerChanged(String state) implements HistoryEvent {
    }

    /**
     * The head of the audit log was read.
     *
     * @param seq the number of the newest row; 0 when there is none
     */
    record AuditHeadSeen(long seq) implements HistoryEvent {
    }

    /** Sessions were deleted by retention. */
    record SessionsDeleted(int count) implements HistoryEvent {
    }

    /**
     * Sessions were erased on request.
     *
     * @param mode delete or redact
     */
    record SessionsErased(String mode, long count) implements HistoryEvent {
    }

    /** The orphan reaper ended a session. */
    record SessionAbandoned() implements HistoryEvent {
    }

    /**
     * Events of an Alertmanager were received.
     *
     * @param lag since the oldest of them happened
     */
    record AlertEventsReceived(Duration lag) implements HistoryEvent {
    }

    /**
     * An Alertmanager was asked for its alerts.
     *
     * @param source of its alerts, as it is configured
     */
    record AlertmanagerPolled(String source, boolean succeeded) implements HistoryEvent {
    }

    /**
     * A maintenance job was scheduled.
     *
     * @param job retention, orphans or expiry
     * @param interval between two runs
     */
    record JobScheduled(String job, Duration interval) implements HistoryEvent {
    }

    /**
     * A run of a maintenance job ended.
     *
     * @param job retention, orphans or expiry
     */
    record JobRan(String job, boolean succeeded, Duration took) implements HistoryEvent {
    }

    /**
     * The database was probed.
     *
     * @param up whether it is available and usable
     * @param schemaMatches whether it has the schema of this build; false when it is not available
     */
    record DatabaseSeen(boolean up, boolean schemaMatches) implements HistoryEvent {
    }

    /**
     * The certificate of the database server was read.
     *
     * @param expires the earliest expiry in its chain
     */
    record DatabaseCertificateSeen(Instant expires) implements HistoryEvent {
    }

    /**
     * The sessions were counted.
     *
     * @param byStatus has every status, even without sessions
     */
    record SessionsCounted(Map<String, Long> byStatus) implements HistoryEvent {
    }

    /**
     * The database refused this service for a reason that only an operator can fix.
     *
     * @param advice what to do; names no host and no user
     */
    record DatabaseRefused(String advice) implements HistoryEvent {
    }

    /**
     * Scheduled backups are enabled.
     *
     * @param interval between two backups
     */
    record BackupsScheduled(Duration interval) implements HistoryEvent {
    }

    /**
     * The last successful backup, as it was found at the start or has just been made.
     *
     * @param finished when it was complete
     * @param isVerified whether its content was compared or at least listed
     */
    record BackupSeen(Instant finished, Duration took, long bytes, boolean isVerified) implements HistoryEvent {
    }

    /** A backup failed. */
    record BackupFailed() implements HistoryEvent {
    }
}
