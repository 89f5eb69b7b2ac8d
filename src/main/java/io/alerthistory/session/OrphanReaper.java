package io.alerthistory.session;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Ends sessions that nobody ends any more. Each looks at the locked row once more: a late sign of life counts. */
@ApplicationScoped
public class OrphanReaper {

    private final StageStore store;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    OrphanReaper(StageStore store, Event<HistoryEvent> events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Fails a session in progress, with its open stages, that gave no sign of life since, microseconds since the epoch. */
    public Uni<Void> fail(String sessionId, long silentSinceUs, Duration timeout) {
        String message = "Session became unresponsive: no heartbeat for " + Math.max(1, timeout.toMinutes()) + " minutes";
        return end(sessionId, session -> session.status == SessionStatus.IN_PROGRESS && session.supervised
                && isBefore(session.counters.lastInteractionAt, silentSinceUs), SessionStatus.FAILED, StageStatus.FAILED,
                message);
    }

    /** Cancels a session, with its open stages, whose cancellation was asked for before, microseconds since the epoch. */
    public Uni<Void> cancel(String sessionId, long askedBeforeUs) {
        return end(sessionId, session -> session.status == SessionStatus.CANCELING
                && isBefore(session.cancelRequestedAtUs, askedBeforeUs), SessionStatus.CANCELLED, StageStatus.CANCELLED,
                InterventionRules.BY_USER);
    }

    private Uni<Void> end(String sessionId, Predicate<AlertSession> still, SessionStatus status, StageStatus stage,
            String message) {
        AtomicBoolean ended = new AtomicBoolean();
        return store.updateAll(sessionId, (session, stages) -> {
            ended.set(still.test(session));
            if (ended.get()) {
                InterventionRules interruption = new InterventionRules(session, stages, Micros.now(clock));
                stages.stream().filter(open -> !open.status.isTerminal())
                        .forEach(open -> interruption.move(open, stage, message));
                interruption.end(status, message);
            }
        }).invoke(session -> {
            if (session != null && ended.get()) {
                Sessions.tellFinished(session, events);
                events.fire(new HistoryEvent.SessionAbandoned());
            }
        }).replaceWithVoid();
    }

    private static boolean isBefore(@Nullable Long us, long limitUs) {
        return us != null && us < limitUs;
    }
}
