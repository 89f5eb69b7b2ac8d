package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.replica.Replica;
import io.alerthistory.replica.ReplicaStore;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/** Replicas on PostgreSQL: entities. */
@Singleton
@Typed(PostgresReplicaStore.class)
public class PostgresReplicaStore implements ReplicaStore {

    private static final int MAX = 1000;

    private final PostgresDatabase database;
    private final ReplicaRepository replicas;

    PostgresReplicaStore(PostgresDatabase database, ReplicaRepository replicas) {
        this.database = database;
        this.replicas = replicas;
    }

    @Override
    public Uni<Void> store(Replica replica) {
        return database.entities(QueryName.REPLICAS, () -> replicas.findById(replica.podId())
                .onItem().ifNotNull().invoke(row -> row.become(replica))
                .onItem().ifNull().switchTo(() -> replicas.persist(ReplicaRow.of(replica)))).replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(String podId) {
        return database.changeEntities(QueryName.REPLICAS, () -> replicas.delete("replicaId", podId)).replaceWithVoid();
    }

    @Override
    public Uni<Void> removeSilent(long beforeUs) {
        return database.changeEntities(QueryName.REPLICAS, () -> replicas.delete("seenAtUs < ?1", beforeUs)).replaceWithVoid();
    }

    @Override
    public Uni<List<Replica>> seenSince(long sinceUs) {
        return database.readEntities(QueryName.REPLICAS,
                () -> replicas.find("seenAtUs >= ?1", Sort.by("replicaId"), sinceUs).page(0, MAX).list()
                        .map(rows -> rows.stream().map(ReplicaRow::toReplica).toList()));
    }
}
