package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;

/** Deletes sessions a number of days after their end, in batches, the oldest first. */
@ApplicationScoped
public class Retention {

    private final MaintenanceStore store;
    private final RetentionConfig config;
    private final Event<HistoryEvent> events;
    private final Clock clock;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Retention(MaintenanceStore store, RetentionConfig config, Event<HistoryEvent> events, Clock clock) {
        this.store = store;
        this.config = config;
        this.events = events;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.set(true);
    }

    /** Deletes everything that is due; nothing when retention is unlimited. */
    Uni<Void> run() {
        return config.days() == 0 ? Uni.createFrom().voidItem()
                : deleteEndedBefore(Micros.before(clock, Duration.ofDays(config.days())));
    }

    /** Deletes the sessions that ended before a time in microseconds since the epoch. */
    public Uni<Void> deleteEndedBefore(long us) {
        return batch(us, BatchSize.FIRST);
    }

    private Uni<Void> batch(long beforeUs, BatchSize size) {
        long began = System.nanoTime();
        return store.deleteEnded(beforeUs, size.rows()).flatMap(deleted -> {
            events.fire(new HistoryEvent.SessionsDeleted(deleted.count()));
            if (deleted.count() == 0 || stopping.get()) {
                return Uni.createFrom().voidItem();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return Uni.createFrom().voidItem().onItem().delayIt().by(BatchSize.pause(took))
                    .chain(() -> batch(beforeUs, size.after(took)));
        });
    }
}
