package io.alerthistory.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertMemory;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.ingest.EventReceipt.RejectedEvent;
import io.alerthistory.json.JsonItems;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of Alertmanager's event recorder: recording its events. */
@ApplicationScoped
public class AlertEvents {

    static final String SENDER = "alertmanager_events";

    /** The maximum number of alerts of all events of a request. */
    private static final int MAX_ALERTS = 20_000;

    /** The maximum number of rejected events that a response lists. No sender reads them. */
    static final int MAX_REJECTED = 100;

    private static final long NANOS_OF_A_MICROSECOND = 1_000;

    private final FactIntake intake;
    private final AlertMemory memory;
    private final Redaction redaction;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    AlertEvents(FactIntake intake, AlertMemory memory, Redaction redaction, Event<HistoryEvent> events, Clock clock) {
        this.intake = intake;
        this.memory = memory;
        this.redaction = redaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records every valid event of a batch. An invalid one does not refuse the batch, which the sender would repeat and
     * then drop.
     *
     * @param source the name of the sender; empty when it has none
     * @return when they are durable
     */
    public Uni<EventReceipt> receive(String source, JsonItems body) {
        return memory.forRecording(Integer.MAX_VALUE, body.items(), () -> recorded(source, body));
    }

    private Uni<EventReceipt> recorded(String source, JsonItems body) {
        long nowUs = Micros.now(clock);
        EventReader reader = new EventReader(source, redaction, nowUs);
        AlertFacts facts = new AlertFacts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<RejectedEvent> rejected = new ArrayList<>();
        int unknown = 0;
        int failed = 0;
        for (int i = 0; i < body.items().size(); i++) {
            try {
                Optional<AlertFacts> event = reader.read(body.items().get(i));
                unknown += event.isPresent() ? 0 : 1;
                event.ifPresent(read -> add(facts, within(facts, read)));
            } catch (ProblemException e) {
                failed++;
                if (rejected.size() < MAX_REJECTED) {
                    rejected.add(new RejectedEvent(i, e.code().code(), e.detail()));
                }
            }
        }
        Duration lag = Duration.ofNanos((nowUs - reader.oldestUs()) * NANOS_OF_A_MICROSECOND);
        return record(facts, body.items().size(), unknown, failed, rejected, nowUs)
                .invoke(() -> events.fire(new HistoryEvent.AlertEventsReceived(lag)));
    }

    private Uni<EventReceipt> record(AlertFacts facts, int received, int unknown, int failed, List<RejectedEvent> rejected,
            long nowUs) {
        return intake.record(SENDER, facts, nowUs).map(result -> {
            intake.received(SENDER, "unknown", unknown);
            intake.received(SENDER, "rejected", failed);
            return new EventReceipt(received, result.created() + result.updated() + result.notifications(),
                    result.unchanged(), unknown, rejected);
        });
    }

    /** One event may have thousands of alerts. */
    private static AlertFacts within(AlertFacts all, AlertFacts event) {
        if (all.reports().size() + event.reports().size() > MAX_ALERTS) {
            throw new ProblemException(ErrorCode.INVALID_FIELD,
                    "the events of a request must have at most 20,000 alerts together; send fewer events at once");
        }
        return event;
    }

    private static void add(AlertFacts all, AlertFacts event) {
        all.reports().addAll(event.reports());
        all.notifications().addAll(event.notifications());
        all.silences().addAll(event.silences());
        all.suppressions().addAll(event.suppressions());
    }
}
