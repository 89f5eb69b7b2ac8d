package io.alerthistory.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private final SessionEnds ends;
    private final Clock clock;

    OrphanReaper(StageStore store, Event<HistoryEvent> events, SessionEnds ends, Clock clock) {
        this.store = store;
        this.events = events;
        this.ends = ends;
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
        return store.<Boolean> changeAll(sessionId, List.of(), (session, stages) -> {
            boolean due = still.test(session);
            if (due) {
                InterventionRules interruption = new InterventionRules(session, stages, Micros.now(clock));
                stages.stream().filter(open -> !open.status.isTerminal())
                        .forEach(open -> interruption.move(open, stage, message));
                interruption.end(status, message);
            }
            return due;
        }).invoke(changed -> {
            if (changed != null && changed.decision()) {
                ends.publish(changed.value());
                events.fire(new HistoryEvent.SessionAbandoned());
            }
        }).replaceWithVoid();
    }

    private static boolean isBefore(@Nullable Long us, long limitUs) {
        return us != null && us < limitUs;
    }
}
