package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.health.DatabaseServer;
import io.alerthistory.health.QueueDepth;
import io.alerthistory.health.SchemaFacts;
import io.alerthistory.health.SlowStatement;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.QueueQuery;
import io.alerthistory.storage.mapping.SchemaVersion;
import io.alerthistory.storage.mapping.StatusCounts;
import io.smallrye.mutiny.Uni;

/** Asks SQLite's catalog. A file has no replicas, is not encrypted on any way, and its indexes are valid. */
@Singleton
@Typed(SqliteInspection.class)
public class SqliteInspection implements DatabaseInspection {

    private final SqliteDatabase database;

    SqliteInspection(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<DatabaseServer> server() {
        return database.read(QueryName.PROBE, handle -> new DatabaseServer(
                handle.createQuery("select sqlite_version()").mapTo(String.class).one(), "primary", false, null));
    }

    @Override
    public Uni<SchemaFacts> schema() {
        return database.read(QueryName.PROBE, handle -> new SchemaFacts(
                handle.createQuery("select name from sqlite_schema where type = 'index' and sql is not null order by name")
                        .mapTo(String.class).list(),
                List.of(),
                handle.createQuery("select page_count * page_size from pragma_page_count(), pragma_page_size()")
                        .mapTo(Long.class).one(),
                null));
    }

    @Override
    public Uni<@Nullable List<SlowStatement>> slowStatements() {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Map<String, Long>> sessionsByStatus() {
        return database.read(QueryName.PROBE, handle -> StatusCounts
                .complete(handle.createQuery(StatusCounts.EXACT).map(SqliteRow.mapper(StatusCounts::entry)).list()));
    }

    /** A database that is a file takes writes. */
    @Override
    public Uni<Found> look() {
        return database.read(QueryName.PROBE,
                handle -> new Found(handle.createQuery(SchemaVersion.QUERY).mapTo(String.class).findOne().orElse(null),
                        handle.createQuery(SchemaVersion.LEVEL).mapTo(Integer.class).one(), true));
    }

    @Override
    public Uni<QueueDepth> depth(long max) {
        return database.read(QueryName.PROBE, handle -> handle.createQuery(QueueQuery.sql(":max")).bind("max", max)
                .map(SqliteRow.mapper(QueueQuery::depth)).one());
    }
}
