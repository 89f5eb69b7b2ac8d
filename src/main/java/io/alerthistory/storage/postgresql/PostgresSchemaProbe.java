package io.alerthistory.storage.postgresql;

import java.util.Objects;

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

    /** The setting is on for a standby, and where transactions are read-only by default. */
    private static final String LOOK = "select (" + SchemaVersion.QUERY + ") as version,"
            + " not current_setting('transaction_read_only')::boolean as writable";

    private final PostgresDatabase database;
    private final PooledConnections connections;

    PostgresSchemaProbe(PostgresDatabase database, PooledConnections connections) {
        this.database = database;
        this.connections = connections;
    }

    /** The way to a server that takes no writes is not used further: another one may stand at its address by now. */
    @Override
    public Uni<Found> look() {
        return database.query(QueryName.PROBE, LOOK, Tuple.tuple())
                .map(rows -> Objects.requireNonNull(
                        PostgresRow.first(rows, row -> new Found(row.textOrNull("version"), row.flag("writable")))))
                .invoke(found -> {
                    if (!found.writable()) {
                        connections.retire();
                    }
                });
    }

    @Override
    public Uni<@Nullable String> version() {
        return database.query(QueryName.PROBE, SchemaVersion.QUERY, Tuple.tuple())
                .map(rows -> PostgresRow.first(rows, row -> row.text("version")));
    }
}
