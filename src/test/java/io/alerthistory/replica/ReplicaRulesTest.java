package io.alerthistory.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ReplicaRulesTest {

    private static Replica replica(String podId, String version, int schemaVersion, long startedAtUs) {
        return new Replica(podId, version, schemaVersion, 1, startedAtUs, 1000);
    }

    @Test
    void aReplicaThatNeedsANewerSchemaHindersARollback() {
        List<Replica> others = List.of(replica("old", "1.0", 11, 1), replica("new", "1.1", 12, 2));

        assertThat(ReplicaRules.hinderingRollback(others, 11)).hasValueSatisfying(reason -> assertThat(reason)
                .contains("new (version 1.1, which needs schema version 12)", "from version 11", "stop it")
                .doesNotContain("old"));
        assertThat(ReplicaRules.hinderingRollback(others, 12)).isEmpty();
        assertThat(ReplicaRules.hinderingRollback(List.of(), 1)).isEmpty();
    }

    @Test
    void manyReplicasAreCounted() {
        List<Replica> others = IntStream.range(0, 30).mapToObj(i -> replica("pod-" + (10 + i), "1.1", 12, i)).toList();

        assertThat(ReplicaRules.hinderingRollback(others, 11)).hasValueSatisfying(
                reason -> assertThat(reason).contains("pod-10", "pod-14", "and 25 more").doesNotContain("pod-15"));
        assertThat(ReplicaRules.versions(others)).isEqualTo("1.1: pod-10, pod-11, pod-12, pod-13, pod-14 and 25 more");
    }

    @Test
    void replicasOfOneVersionDoNotDiffer() {
        assertThat(ReplicaRules.differentSince(List.of())).isEmpty();
        assertThat(ReplicaRules.differentSince(List.of(replica("a", "1.0", 11, 1), replica("b", "1.0", 11, 2)))).isEmpty();
    }

    @Test
    void theyDifferSinceTheFirstReplicaOfTheSecondVersionStarted() {
        List<Replica> alive = List.of(replica("a", "1.0", 11, 100), replica("b", "1.1", 11, 500),
                replica("c", "1.1", 11, 300), replica("d", "1.2", 11, 900));

        assertThat(ReplicaRules.differentSince(alive)).contains(300L);
        assertThat(ReplicaRules.versions(alive)).isEqualTo("1.0: a; 1.1: b, c; 1.2: d");
    }
}
