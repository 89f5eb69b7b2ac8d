package io.alerthistory.audit.chain;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jboss.logging.Logger;

import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Shows the head of the log to the outside, as a metric and once an hour as a line of the service's log. Who can write to the
 * database can write a log anew that verifies; its head is then another one than the one that was shown.
 */
@ApplicationScoped
public class AuditHeadWatch {

    private static final Logger LOG = Logger.getLogger(AuditHeadWatch.class);
    private static final long LINE_US = Duration.ofHours(1).toNanos() / 1000;

    private final AuditStore store;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    /** When the next line is due. */
    private final AtomicLong due = new AtomicLong();

    AuditHeadWatch(AuditStore store, Event<HistoryEvent> events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Reads the head once. */
    public Uni<Void> run() {
        return store.state().invoke(state -> {
            AuditHead head = state.head() == null ? AuditHead.START : state.head();
            events.fire(new HistoryEvent.AuditHeadSeen(head.seq()));
            long now = Micros.now(clock);
            if (now >= due.get()) {
                due.set(now + LINE_US);
                LOG.infof("The head of the audit log is row %d with the hash %s", head.seq(), head.hash());
            }
        }).replaceWithVoid();
    }
}
