package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.health.QueueDepth;
import io.alerthistory.health.QueueProbe;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.QueueQuery;
import io.smallrye.mutiny.Uni;

/** Asks SQLite. */
@Singleton
@Typed(SqliteQueueProbe.class)
public class SqliteQueueProbe implements QueueProbe {

    private final SqliteDatabase database;

    SqliteQueueProbe(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<QueueDepth> depth(long most) {
        return database.read(QueryName.PROBE, handle -> handle.createQuery(QueueQuery.sql(":most")).bind("most", most)
                .map(SqliteRow.mapper(QueueQuery::depth)).one());
    }
}
