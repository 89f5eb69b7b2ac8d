package io.alerthistory.maintenance;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Deletes expired events and idempotency keys. */
@ApplicationScoped
public class Expiry {

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
        return Batches.untilNone(() -> store.deleteEvents(events, Batches.SIZE).map(Deleted::count))
                .chain(() -> Batches.untilNone(() -> store.deleteKeys(keys, Batches.SIZE).map(Deleted::count)));
    }
}
