package io.alerthistory.storage.sqlite;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.replica.Replica;
import io.alerthistory.replica.ReplicaStore;
import io.smallrye.mutiny.Uni;

/** Replicas on SQLite. One process serves a file; several rows are of processes that follow each other. */
@Singleton
@Typed(SqliteReplicaStore.class)
public class SqliteReplicaStore implements ReplicaStore {

    private static final String STORE = """
            insert into replicas (replica_id, version, schema_version, schema_level, started_at_us, seen_at_us)
            values (:id, :version, :schema_version, :schema_level, :started, :seen)
            on conflict (replica_id) do update
            set version = excluded.version, schema_version = excluded.schema_version, schema_level = excluded.schema_level,
                started_at_us = excluded.started_at_us, seen_at_us = excluded.seen_at_us
            """;

    private static final String REMOVE = "delete from replicas where replica_id = :id";

    private static final String REMOVE_SILENT = "delete from replicas where seen_at_us < :before";

    private static final String SEEN_SINCE = """
            select replica_id, version, schema_version, schema_level, started_at_us, seen_at_us
            from replicas
            where seen_at_us >= :since
            order by replica_id
            limit 1000
            """;

    private final SqliteDatabase database;

    SqliteReplicaStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Void> store(Replica replica) {
        return database.write(QueryName.REPLICAS, handle -> handle.createUpdate(STORE).bind("id", replica.podId())
                .bind("version", replica.version()).bind("schema_version", replica.schemaVersion())
                .bind("schema_level", replica.schemaLevel()).bind("started", replica.startedAtUs())
                .bind("seen", replica.seenAtUs()).execute()).replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(String podId) {
        return database.write(QueryName.REPLICAS, handle -> handle.createUpdate(REMOVE).bind("id", podId).execute())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> removeSilent(long beforeUs) {
        return database
                .write(QueryName.REPLICAS, handle -> handle.createUpdate(REMOVE_SILENT).bind("before", beforeUs).execute())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Replica>> seenSince(long sinceUs) {
        return database.read(QueryName.REPLICAS, handle -> handle.createQuery(SEEN_SINCE).bind("since", sinceUs)
                .map(SqliteRow.mapper(row -> new Replica(row.text("replica_id"), row.text("version"),
                        (int) row.number("schema_version"), (int) row.number("schema_level"), row.number("started_at_us"),
                        row.number("seen_at_us"))))
                .list());
    }
}
