package io.alerthistory.start;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.alerthistory.replica.Replica;
import io.alerthistory.replica.ReplicaRules;
import io.alerthistory.replica.Replicas;
import io.smallrye.mutiny.Uni;

/**
 * The replicas as a change of the schema sees them. They may be unknown: the database may be down, or older than their table.
 */
@Singleton
class RunningReplicas {

    /** The version of the schema from which on it has their table. */
    private static final int SINCE = 8;

    private final Replicas replicas;
    private final Progress progress;

    RunningReplicas(Replicas replicas, Progress progress) {
        this.replicas = replicas;
        this.progress = progress;
    }

    /** All of them; empty when they are unknown. Never fails. */
    Uni<Optional<List<Replica>>> alive() {
        return known(replicas.alive());
    }

    /** The same without this one. */
    Uni<Optional<List<Replica>>> others() {
        return known(replicas.others());
    }

    /** Why they hinder a rollback; empty when they do not. */
    static Optional<String> hindering(Optional<List<Replica>> others, String current, String target) {
        if (others.isPresent()) {
            return ReplicaRules.hinderingRollback(others.get(), Long.parseLong(target));
        }
        return Long.parseLong(current) < SINCE ? Optional.empty()
                : Optional.of("which replicas run could not be read: try again, or stop all of them and use the command line");
    }

    private Uni<Optional<List<Replica>>> known(Uni<List<Replica>> read) {
        return Uni.createFrom().deferred(() -> progress.phase() == StartPhase.DISABLED
                ? Uni.createFrom().item(Optional.<List<Replica>> empty())
                : read.map(Optional::of).onFailure().recoverWithItem(Optional.empty()));
    }
}
