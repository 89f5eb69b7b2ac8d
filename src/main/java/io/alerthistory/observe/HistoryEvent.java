package io.alerthistory.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Something that happened and is durable, or failed, said once. No event carries an identifier that could become a label. */
public sealed interface HistoryEvent {

    /** Sessions that are new in the history. */
    record SessionsCreated(int count) implements HistoryEvent {
    }

    /**
     * A session reached a terminal state.
     *
     * @param status which one
     * @param durationMs from its start to its end, milliseconds
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
     * A worker asked for work.
     *
     * @param outcome claimed, or none: nothing was pending or the worker's limit was reached
     */
    record ClaimAnswered(String outcome) implements HistoryEvent {
    }

    /**
     * Alerts came in.
     *
     * @param source where from: alertmanager, or api
     * @param outcome created, updated, unchanged or rejected
     */
    record AlertsReceived(String source, String outcome, int count) implements HistoryEvent {
    }

    /** What stands under an Idempotency-Key could not be brought up to date; the key is free when its lock runs out. */
    record AnswerNotKept(Throwable cause) implements HistoryEvent {
    }

    /**
     * Records came in bulk.
     *
     * @param outcome accepted, duplicate or rejected
     */
    record BulkRecords(String outcome, int count) implements HistoryEvent {
    }

    /**
     * A request ended in a failure nobody foresaw.
     *
     * @param reference what the client was told, to find the log line by
     */
    record RequestFailed(String reference, Throwable cause) implements HistoryEvent {
    }

    /**
     * A request was answered 503.
     *
     * @param code of the problem
     * @param detail what the client was told
     * @param cause null where the service itself declined
     */
    record RequestUnavailable(String code, String detail, @Nullable Throwable cause) implements HistoryEvent {
    }

    /**
     * The database is in another state than when it was looked at before.
     *
     * @param serves whether the history can be read and written
     * @param detail what is wrong, or that nothing is
     */
    record DatabaseChanged(boolean serves, String detail) implements HistoryEvent {
    }

    /**
     * The breaker before the database changed its state.
     *
     * @param state closed, open or half_open
     */
    record BreakerChanged(String state) implements HistoryEvent {
    }

    /** Sessions were deleted because their time had passed. */
    record SessionsDeleted(int count) implements HistoryEvent {
    }

    /** A session was ended because its worker did not do so. */
    record SessionAbandoned() implements HistoryEvent {
    }

    /**
     * A job will run from now on.
     *
     * @param job retention, orphans or expiry
     * @param interval between two runs
     */
    record JobScheduled(String job, Duration interval) implements HistoryEvent {
    }

    /**
     * A run of a job ended.
     *
     * @param job retention, orphans or expiry
     */
    record JobRan(String job, boolean succeeded, Duration took) implements HistoryEvent {
    }

    /**
     * The database was looked at.
     *
     * @param up whether it answered and can be used
     * @param schemaMatches whether it has the schema of this build; false as well when it did not answer
     */
    record DatabaseSeen(boolean up, boolean schemaMatches) implements HistoryEvent {
    }

    /**
     * The certificate that the database's server shows was looked at.
     *
     * @param expires the first moment at which it, or one of those that it was sent with, is no longer valid
     */
    record DatabaseCertificateSeen(Instant expires) implements HistoryEvent {
    }

    /**
     * The sessions were counted.
     *
     * @param byStatus every state, also those in which there is none
     */
    record SessionsCounted(Map<String, Long> byStatus) implements HistoryEvent {
    }

    /**
     * The database refused this service for a reason that only an operator can remove.
     *
     * @param advice what to do; names no host and no user
     */
    record DatabaseRefused(String advice) implements HistoryEvent {
    }
}
