package io.alerthistory.maintenance;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.session.OrphanReaper;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Ends sessions whose worker fell silent, and those that were to be cancelled and never reported it. */
@ApplicationScoped
public class OrphanJob {

    private final MaintenanceStore store;
    private final OrphanReaper abandonment;
    private final OrphanConfig config;
    private final Clock clock;

    OrphanJob(MaintenanceStore store, OrphanReaper abandonment, OrphanConfig config, Clock clock) {
        this.store = store;
        this.abandonment = abandonment;
        this.config = config;
        this.clock = clock;
    }

    /** One search; what is more than 100 is left to the next one. */
    public Uni<Void> run() {
        long silentSince = Micros.before(clock, config.timeout());
        long askedBefore = Micros.before(clock, config.cancelTimeout());
        return store.silentSince(silentSince)
                .flatMap(ids -> each(ids, id -> abandonment.fail(id, silentSince, config.timeout())))
                .chain(() -> store.cancelingSince(askedBefore))
                .flatMap(ids -> each(ids, id -> abandonment.cancel(id, askedBefore)));
    }

    private static Uni<Void> each(List<String> ids, Function<String, Uni<Void>> work) {
        return Multi.createFrom().iterable(ids).onItem().transformToUniAndConcatenate(work::apply).collect().last();
    }
}
