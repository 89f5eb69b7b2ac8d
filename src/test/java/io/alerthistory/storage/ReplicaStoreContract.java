package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.replica.Replica;
import io.alerthistory.replica.ReplicaStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** Where the heartbeats of replicas are kept. Its times lie before those of the replica that runs the test. */
interface ReplicaStoreContract {

    ReplicaStore replicas();

    private Replica stored(long seenAtUs) {
        Replica replica = new Replica(Samples.id(), "1.2.3", 11, 1, 5, seenAtUs);
        Await.on(() -> replicas().store(replica));
        return replica;
    }

    private List<Replica> seenSince(long sinceUs) {
        return Await.on(() -> replicas().seenSince(sinceUs));
    }

    @Test
    default void aReplicaHasOneRow() {
        Replica first = stored(1_000);
        Replica again = new Replica(first.podId(), "1.2.4", 12, 8, 6, 2_000);
        Await.on(() -> replicas().store(again));

        assertThat(seenSince(0)).contains(again).doesNotContain(first);
        Await.on(() -> replicas().remove(first.podId()));
    }

    @Test
    default void onlyThoseSeenLatelyAreFoundByTheirNames() {
        Replica silent = stored(3_000);
        Replica alive = stored(4_000);
        Replica other = stored(5_000);

        assertThat(seenSince(4_000)).contains(alive, other).doesNotContain(silent)
                .isSortedAccordingTo(java.util.Comparator.comparing(Replica::podId));
        List.of(silent, alive, other).forEach(replica -> Await.on(() -> replicas().remove(replica.podId())));
    }

    @Test
    default void theSilentOnesAreDeleted() {
        Replica silent = stored(6_000);
        Replica alive = stored(7_000);

        Await.on(() -> replicas().removeSilent(7_000));

        assertThat(seenSince(0)).contains(alive).doesNotContain(silent);
        Await.on(() -> replicas().remove(alive.podId()));
        assertThat(seenSince(0)).doesNotContain(alive);
        Await.on(() -> replicas().remove(alive.podId()));
    }

    @Test
    default void manyReplicasReportAtOnce() {
        String name = Samples.id();

        Await.together(20, i -> replicas().store(new Replica(name + "-" + i, "1", 11, 1, 5, 8_000 + i))
                .chain(() -> replicas().removeSilent(100)).replaceWith(i));

        assertThat(seenSince(0)).filteredOn(replica -> replica.podId().startsWith(name)).hasSize(20);
        Await.on(() -> replicas().removeSilent(9_000));
    }
}
