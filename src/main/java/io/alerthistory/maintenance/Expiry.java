package io.alerthistory.maintenance;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Deletes expired events and idempotency keys. */
@ApplicationScoped
public class Expiry {

    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MaintenanceStore store;
    private final ExpiryConfig config;
    private final Clock clock;

    Expiry(MaintenanceStore store, ExpiryConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Deletes everything that has expired. */
    public Uni<Void> run() {
        long events = Micros.before(clock, config.retention());
        long keys = Micros.now(clock) - KeyLock.KEPT_US;
        return untilNone(() -> store.deleteEvents(events, BATCH)).chain(() -> untilNone(() -> store.deleteKeys(keys, BATCH)));
    }

    private static Uni<Void> untilNone(Supplier<Uni<Deleted>> batch) {
        return batch.get().flatMap(deleted -> deleted.count() < BATCH ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(() -> untilNone(batch)));
    }
}
