package io.alerthistory.observe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.alerthistory.observe.HistoryEvent.AlertEventsReceived;
import io.alerthistory.observe.HistoryEvent.AlertmanagerPolled;
import io.alerthistory.observe.HistoryEvent.AlertsReceived;
import io.alerthistory.observe.HistoryEvent.BulkRecords;
import io.alerthistory.observe.HistoryEvent.ClaimHandled;
import io.alerthistory.observe.HistoryEvent.InteractionsRecorded;
import io.alerthistory.observe.HistoryEvent.RequestFailed;
import io.alerthistory.observe.HistoryEvent.SessionAbandoned;
import io.alerthistory.observe.HistoryEvent.SessionFinished;
import io.alerthistory.observe.HistoryEvent.SessionsCreated;
import io.alerthistory.observe.HistoryEvent.SessionsDeleted;
import io.alerthistory.observe.HistoryEvent.SessionsErased;
import io.alerthistory.observe.HistoryEvent.SignInRefused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;

/** The metrics of events. Names are in base units; labels have few values. */
@ApplicationScoped
class EventMetrics {

    /**
     * The maximum recorded duration: an imported session of a thousand years would overflow the sum, which is in
     * nanoseconds.
     */
    private static final Duration MAX_DURATION = Duration.ofDays(366);

    private final MeterRegistry registry;
    private final Counter sessionsCreated;
    private final Timer sessionDuration;
    private final Counter sessionsDeleted;
    private final Counter orphans;
    private final Counter requestsFailed;
    private final Timer alertEventLag;

    EventMetrics(MeterRegistry registry) {
        this.registry = registry;
        sessionsCreated = Counter.builder("alert_history_sessions_created")
                .description("Sessions created").register(registry);
        sessionDuration = Timer.builder("alert_history_session_duration")
                .description("Time from the start of a session to its end").register(registry);
        sessionsDeleted = Counter.builder("alert_history_retention_deleted")
                .description("Sessions deleted by retention").register(registry);
        orphans = Counter.builder("alert_history_orphans")
                .description("Sessions ended by the orphan reaper because their worker sent no heartbeat").register(registry);
        alertEventLag = Timer.builder("alert_history_alert_event_lag")
                .description("Time from the oldest event of a request of the event recorder to its receipt").register(registry);
        requestsFailed = Counter.builder("alert_history_requests_failed")
                .description("Requests that failed unexpectedly (500)").register(registry);
    }

    /** Registers every series at the start: Prometheus sees no increase when a series appears with its first value. */
    void register(@Observes StartupEvent event) {
        List.of("completed", "failed", "cancelled", "timed_out").forEach(this::finished);
        List.of("llm", "mcp").forEach(this::interactions);
        List.of("claimed", "none").forEach(this::claims);
        List.of("created", "updated", "unchanged", "rejected").forEach(outcome -> alerts("alertmanager", outcome));
        List.of("created", "updated", "unchanged", "rejected").forEach(outcome -> alerts("prometheus", outcome));
        List.of("created", "updated", "unchanged", "rejected", "unknown")
                .forEach(outcome -> alerts("alertmanager_events", outcome));
        List.of("created", "updated", "unchanged", "rejected").forEach(outcome -> alerts("alertmanager_poll", outcome));
        List.of("created", "rejected").forEach(outcome -> alerts("api", outcome));
        List.of("delete", "redact").forEach(this::erased);
        List.of("accepted", "duplicate", "rejected").forEach(this::bulkRecords);
        List.of("key", "oidc", "proxy").forEach(this::signInsRefused);
    }

    void on(@Observes HistoryEvent event) {
        if (event instanceof SessionsCreated created) {
            sessionsCreated.increment(created.count());
        } else if (event instanceof SessionFinished finished) {
            finished(finished.status()).increment();
            sessionDuration.record(Math.min(finished.durationMs(), MAX_DURATION.toMillis()), TimeUnit.MILLISECONDS);
        } else if (event instanceof InteractionsRecorded recorded) {
            interactions(recorded.kind()).increment(recorded.count());
        } else if (event instanceof AlertsReceived received) {
            alerts(received.source(), received.outcome()).increment(received.count());
        } else if (event instanceof AlertEventsReceived received) {
            alertEventLag.record(received.lag());
        } else if (event instanceof AlertmanagerPolled polled) {
            polls(polled.source(), "succeeded").increment(polled.succeeded() ? 1 : 0);
            polls(polled.source(), "failed").increment(polled.succeeded() ? 0 : 1);
        } else if (event instanceof ClaimHandled claim) {
            claims(claim.outcome()).increment();
        } else if (event instanceof BulkRecords records) {
            bulkRecords(records.outcome()).increment(records.count());
        } else if (event instanceof SignInRefused refused) {
            signInsRefused(refused.way()).increment();
        } else if (event instanceof SessionsDeleted deleted) {
            sessionsDeleted.increment(deleted.count());
        } else if (event instanceof SessionsErased erased) {
            erased(erased.mode()).increment((double) erased.count());
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
        return counter("alert_history_claims", "Claims of workers", "outcome", outcome);
    }

    private Counter alerts(String source, String outcome) {
        return counter("alert_history_alerts_received", "Alerts received", "source", source, "outcome", outcome);
    }

    private Counter polls(String source, String outcome) {
        return counter("alert_history_alertmanager_polls", "Times that an Alertmanager was asked for its alerts", "source",
                source,
                "outcome", outcome);
    }

    private Counter erased(String mode) {
        return counter("alert_history_sessions_erased", "Sessions erased on request", "mode", mode);
    }

    private Counter bulkRecords(String outcome) {
        return counter("alert_history_bulk_records", "Records received in bulk uploads", "outcome", outcome);
    }

    private Counter signInsRefused(String way) {
        return counter("alert_history_signin_refused", "Credentials that were refused", "way", way);
    }

    private Counter counter(String name, String description, String... labels) {
        return Counter.builder(name).description(description).tags(labels).register(registry);
    }
}
