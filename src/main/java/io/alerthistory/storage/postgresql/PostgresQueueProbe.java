package io.alerthistory.storage.postgresql;

import java.util.Objects;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.health.QueueDepth;
import io.alerthistory.health.QueueProbe;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.QueueQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Asks PostgreSQL. */
@Singleton
@Typed(PostgresQueueProbe.class)
public class PostgresQueueProbe implements QueueProbe {

    private final PostgresDatabase database;

    PostgresQueueProbe(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<QueueDepth> depth(long most) {
        return database.query(QueryName.PROBE, QueueQuery.sql("$1"), Tuple.of(most))
                .map(rows -> Objects.requireNonNull(PostgresRow.first(rows, QueueQuery::depth)));
    }
}
