package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.health.DatabaseServer;
import io.alerthistory.health.QueueDepth;
import io.alerthistory.health.Relation;
import io.alerthistory.health.SchemaFacts;
import io.alerthistory.health.SlowStatement;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.QueueQuery;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.SchemaVersion;
import io.alerthistory.storage.mapping.StatusCounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Asks PostgreSQL's catalogs. */
@Singleton
@Typed(PostgresInspection.class)
public class PostgresInspection implements DatabaseInspection {

    /** The setting is on for a standby, and where transactions are read-only by default. */
    private static final String LOOK = """
            select (%s) as version, (%s) as level, not current_setting('transaction_read_only')::boolean as writable"""
            .formatted(SchemaVersion.QUERY, SchemaVersion.LEVEL);

    private static final String SERVER = """
            select current_setting('server_version') as version,
                case when pg_is_in_recovery() then 'replica' else 'primary' end as replication_role,
                coalesce(ssl.ssl, false) as encrypted, ssl.version as tls_version
            from (select 1) as one
            left join pg_stat_ssl ssl on ssl.pid = pg_backend_pid()""";

    private static final String INDEXES = """
            select c.relname as name, i.indisvalid as valid
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            where c.relnamespace = current_schema()::regnamespace""";

    private static final String RELATIONS = """
            select relname as name, reltuples::bigint as rows_estimate,
                pg_table_size(oid) as table_bytes, pg_indexes_size(oid) as index_bytes
            from pg_class
            where relkind = 'r' and relnamespace = current_schema()::regnamespace
            order by pg_total_relation_size(oid) desc, relname
            limit 50""";

    private static final String SIZE = "select pg_database_size(current_database()) as bytes";

    private static final String STATEMENTS_KEPT = "select to_regclass('pg_stat_statements') is not null as kept";

    /** Utility statements are left out: they are not normalised, and one may set a password. */
    private static final String STATEMENTS = """
            select left(query, 1000) as query, calls, mean_exec_time, max_exec_time, total_exec_time
            from pg_stat_statements
            where userid = current_user::regrole
                and dbid = (select oid from pg_database where datname = current_database())
                and query ~* '^\\s*(with|select|insert|update|delete|merge)\\M'
            order by total_exec_time desc
            limit 10""";

    private static final String NOT_LOADED = "55000";

    private static final long MAX_COUNTED = 100_000;

    private final PostgresDatabase database;
    private final PooledConnections connections;

    PostgresInspection(PostgresDatabase database, PooledConnections connections) {
        this.database = database;
        this.connections = connections;
    }

    @Override
    public Uni<DatabaseServer> server() {
        return database.query(QueryName.PROBE, SERVER, Tuple.tuple())
                .map(rows -> Objects.requireNonNull(PostgresRow.first(rows, row -> new DatabaseServer(row.text("version"),
                        row.text("replication_role"), row.flag("encrypted"), row.textOrNull("tls_version")))));
    }

    @Override
    public Uni<SchemaFacts> schema() {
        return database.connected(QueryName.PROBE, connection -> Uni.combine().all()
                .unis(connection.preparedQuery(INDEXES).execute(), connection.preparedQuery(RELATIONS).execute(),
                        connection.preparedQuery(SIZE).execute())
                .asTuple().map(found -> new SchemaFacts(indexes(found.getItem1(), true), indexes(found.getItem1(), false),
                        Objects.requireNonNull(PostgresRow.first(found.getItem3(), row -> row.number("bytes"))),
                        PostgresRow.list(found.getItem2(), row -> new Relation(row.text("name"), row.number("rows_estimate"),
                                row.number("table_bytes"), row.number("index_bytes"))))));
    }

    private static List<String> indexes(RowSet<Row> rows, boolean valid) {
        return PostgresRow.list(rows, row -> Map.entry(row.text("name"), row.flag("valid"))).stream()
                .filter(index -> index.getValue() == valid).map(Map.Entry::getKey).sorted().toList();
    }

    @Override
    public Uni<@Nullable List<SlowStatement>> slowStatements() {
        return database.query(QueryName.PROBE, STATEMENTS_KEPT, Tuple.tuple())
                .flatMap(rows -> Boolean.TRUE.equals(PostgresRow.first(rows, row -> row.flag("kept"))) ? statements()
                        : Uni.createFrom().nullItem());
    }

    /** Installed, but not loaded by the server, it fails. */
    private Uni<@Nullable List<SlowStatement>> statements() {
        return database.query(QueryName.PROBE, STATEMENTS, Tuple.tuple())
                .<@Nullable List<SlowStatement>> map(rows -> PostgresRow.list(rows, PostgresInspection::statement))
                .onFailure(failure -> PostgresFailures.is(failure, NOT_LOADED)).recoverWithNull();
    }

    private static SlowStatement statement(RowReader row) {
        return new SlowStatement(row.text("query"), row.number("calls"), milliseconds(row, "mean_exec_time"),
                milliseconds(row, "max_exec_time"), milliseconds(row, "total_exec_time"));
    }

    private static double milliseconds(RowReader row, String column) {
        return Objects.requireNonNull(row.doubleOrNull(column));
    }

    @Override
    public Uni<Map<String, Long>> sessionsByStatus() {
        return database.query(QueryName.PROBE, StatusCounts.estimate(MAX_COUNTED), Tuple.tuple())
                .map(rows -> StatusCounts.complete(PostgresRow.list(rows, StatusCounts::entry)));
    }

    /** The way to a server that takes no writes is not used further: another one may stand at its address by now. */
    @Override
    public Uni<Found> look() {
        return database.query(QueryName.PROBE, LOOK, Tuple.tuple())
                .map(rows -> Objects.requireNonNull(
                        PostgresRow.first(rows,
                                row -> new Found(row.textOrNull("version"), row.integer("level"), row.flag("writable")))))
                .invoke(found -> {
                    if (!found.writable()) {
                        connections.retire();
                    }
                });
    }

    @Override
    public Uni<QueueDepth> depth(long max) {
        return database.query(QueryName.PROBE, QueueQuery.sql("$1"), Tuple.of(max))
                .map(rows -> Objects.requireNonNull(PostgresRow.first(rows, QueueQuery::depth)));
    }
}
