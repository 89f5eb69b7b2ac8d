package io.alerthistory.observe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.alerthistory.observe.HistoryEvent.AlertsReceived;
import io.alerthistory.observe.HistoryEvent.BulkRecords;
import io.alerthistory.observe.HistoryEvent.ClaimAnswered;
import io.alerthistory.observe.HistoryEvent.InteractionsRecorded;
import io.alerthistory.observe.HistoryEvent.RequestFailed;
import io.alerthistory.observe.HistoryEvent.SessionAbandoned;
import io.alerthistory.observe.HistoryEvent.SessionFinished;
import io.alerthistory.observe.HistoryEvent.SessionsCreated;
import io.alerthistory.observe.HistoryEvent.SessionsDeleted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;

/** Every meter of the service that is not the framework's. Names are base units; labels have few values. */
@ApplicationScoped
class EventMetrics {

    /** A single session that an import dates into another millennium would exceed the nanoseconds that the sum can hold. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final MeterRegistry registry;
    private final Counter sessionsCreated;
    private final Timer sessionDuration;
    private final Counter sessionsDeleted;
    private final Counter orphans;
    private final Counter requestsFailed;

    EventMetrics(MeterRegistry registry) {
        this.registry = registry;
        sessionsCreated = Counter.builder("alert_history_sessions_created")
                .description("Sessions that are new in the history").register(registry);
        sessionDuration = Timer.builder("alert_history_session_duration")
                .description("From a session's start to its terminal state").register(registry);
        sessionsDeleted = Counter.builder("alert_history_retention_deleted")
                .description("Sessions that were deleted because their time had passed").register(registry);
        orphans = Counter.builder("alert_history_orphans")
                .description("Sessions that were ended because their worker did not").register(registry);
        requestsFailed = Counter.builder("alert_history_requests_failed")
                .description("Requests that ended in an unforeseen failure (500)").register(registry);
    }

    /** Every series is there before something is counted: the first increase of one that was not is none for Prometheus. */
    void register(@Observes StartupEvent event) {
        List.of("completed", "failed", "cancelled", "timed_out").forEach(this::finished);
        List.of("llm", "mcp").forEach(this::interactions);
        List.of("claimed", "none").forEach(this::claims);
        List.of("created", "updated", "unchanged", "rejected").forEach(outcome -> alerts("alertmanager", outcome));
        List.of("created", "rejected").forEach(outcome -> alerts("api", outcome));
        List.of("accepted", "duplicate", "rejected").forEach(this::bulkRecords);
    }

    void on(@Observes HistoryEvent event) {
        if (event instanceof SessionsCreated created) {
            sessionsCreated.increment(created.count());
        } else if (event instanceof SessionFinished finished) {
            finished(finished.status()).increment();
            sessionDuration.record(Math.min(finished.durationMs(), LONGEST.toMillis()), TimeUnit.MILLISECONDS);
        } else if (event instanceof InteractionsRecorded recorded) {
            interactions(recorded.kind()).increment(recorded.count());
        } else if (event instanceof AlertsReceived received) {
            alerts(received.source(), received.outcome()).increment(received.count());
        } else if (event instanceof ClaimAnswered answered) {
            claims(answered.outcome()).increment();
        } else if (event instanceof BulkRecords records) {
            bulkRecords(records.outcome()).increment(records.count());
        } else if (event instanceof SessionsDeleted deleted) {
            sessionsDeleted.increment(deleted.count());
        } else if (event instanceof SessionAbandoned) {
            orphans.increment();
        } else if (event instanceof RequestFailed) {
            requestsFailed.increment();
        }
    }

    private Counter finished(String status) {
        return counter("alert_history_sessions_finished", "Sessions that reached a terminal state", "status", status);
    }

    private Counter interactions(String kind) {
        return counter("alert_history_interactions_recorded", "Interactions appended", "kind", kind);
    }

    private Counter claims(String outcome) {
        return counter("alert_history_claims", "Questions of workers for a session", "outcome", outcome);
    }

    private Counter alerts(String source, String outcome) {
        return counter("alert_history_alerts_received", "Alerts that came in", "source", source, "outcome", outcome);
    }

    private Counter bulkRecords(String outcome) {
        return counter("alert_history_bulk_records", "Records that came in bulk", "outcome", outcome);
    }

    private Counter counter(String name, String description, String... labels) {
        return Counter.builder(name).description(description).tags(labels).register(registry);
    }
}
