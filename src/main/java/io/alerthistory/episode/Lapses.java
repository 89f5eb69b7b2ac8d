package io.alerthistory.episode;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Ends episodes whose sender fell silent: when the promise of the last report has passed, the alert is assumed to have
 * ended then.
 */
@ApplicationScoped
public class Lapses {

    private static final int BATCH = 500;
    private static final int MAX_BATCHES = 100;

    private final EpisodeStore store;
    private final Clock clock;

    Lapses(EpisodeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Ends those that have passed; very many in several runs. */
    public Uni<Void> run() {
        return batch(MAX_BATCHES);
    }

    private Uni<Void> batch(int left) {
        return store.endLapsed(Micros.now(clock), BATCH)
                .flatMap(ended -> ended < BATCH || left == 1 ? Uni.createFrom().voidItem() : batch(left - 1));
    }
}
