package io.alerthistory.replica;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import jakarta.inject.Singleton;

import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Which replicas are alive. */
@Singleton
public class Replicas {

    /** A replica that was not seen for as long is not alive; it misses three heartbeats before. */
    static final Duration ALIVE = Duration.ofSeconds(60);

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final ReplicaStore store;
    private final ReplicaName own;
    private final Clock clock;

    Replicas(ReplicaStore store, ReplicaName own, Clock clock) {
        this.store = store;
        this.own = own;
        this.clock = clock;
    }

    /** Reads the replicas that are alive, this one included. Fails when the database does not respond within 5 s. */
    public Uni<List<Replica>> alive() {
        return Uni.createFrom().deferred(() -> store.seenSince(Micros.before(clock, ALIVE))).ifNoItem().after(MAX_WAIT).fail();
    }

    /** The same without this one. */
    public Uni<List<Replica>> others() {
        return alive().map(all -> all.stream().filter(replica -> !replica.podId().equals(own.value())).toList());
    }

    /** Whether this replica is the one of those alive that started first: it does what one alone has to do. */
    public Uni<Boolean> isOldest() {
        return alive().map(all -> all.stream()
                .min(Comparator.comparingLong(Replica::startedAtUs).thenComparing(Replica::podId))
                .filter(oldest -> oldest.podId().equals(own.value())).isPresent());
    }

    /** Those of a list that are still alive. */
    public List<Replica> stillAlive(List<Replica> known) {
        long since = Micros.before(clock, ALIVE);
        return known.stream().filter(replica -> replica.seenAtUs() >= since).toList();
    }
}
