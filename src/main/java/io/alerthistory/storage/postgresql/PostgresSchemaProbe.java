package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.SchemaProbe;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.SchemaVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** Asks PostgreSQL. */
@Singleton
@Typed(PostgresSchemaProbe.class)
public class PostgresSchemaProbe implements SchemaProbe {

    private final PostgresDatabase database;

    PostgresSchemaProbe(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable String> version() {
        return database.query(QueryName.PROBE, SchemaVersion.QUERY, Tuple.tuple())
                .map(rows -> PostgresRow.first(rows, row -> row.text("version")));
    }
}
