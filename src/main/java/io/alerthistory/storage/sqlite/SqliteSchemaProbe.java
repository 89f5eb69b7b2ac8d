package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.SchemaProbe;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.SchemaVersion;
import io.smallrye.mutiny.Uni;

/** Asks SQLite. */
@Singleton
@Typed(SqliteSchemaProbe.class)
public class SqliteSchemaProbe implements SchemaProbe {

    private final SqliteDatabase database;

    SqliteSchemaProbe(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<@Nullable String> version() {
        return database.read(QueryName.PROBE,
                handle -> handle.createQuery(SchemaVersion.QUERY).mapTo(String.class).findOne().orElse(null));
    }
}
