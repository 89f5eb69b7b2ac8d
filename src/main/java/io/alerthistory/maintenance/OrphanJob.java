package io.alerthistory.maintenance;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.session.OrphanReaper;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Ends sessions whose worker sends no heartbeats, and sessions whose cancellation was requested but not confirmed. */
@ApplicationScoped
public class OrphanJob {

    private final MaintenanceStore store;
    private final OrphanReaper reaper;
    private final OrphanConfig config;
    private final Clock clock;

    OrphanJob(MaintenanceStore store, OrphanReaper reaper, OrphanConfig config, Clock clock) {
        this.store = store;
        this.reaper = reaper;
        this.config = config;
        this.clock = clock;
    }

    /** Searches once; when more than 100 sessions are found, the next run ends the others. */
    public Uni<Void> run() {
        long silentSince = Micros.before(clock, config.timeout());
        long askedBefore = Micros.before(clock, config.cancelTimeout());
        return store.silentSince(silentSince)
                .flatMap(ids -> each(ids, id -> reaper.fail(id, silentSince, config.timeout())))
                .chain(() -> store.cancelingSince(askedBefore))
                .flatMap(ids -> each(ids, id -> reaper.cancel(id, askedBefore)));
    }

    private static Uni<Void> each(List<String> ids, Function<String, Uni<Void>> work) {
        return Multi.createFrom().iterable(ids).onItem().transformToUniAndConcatenate(work::apply).collect().last();
    }
}
