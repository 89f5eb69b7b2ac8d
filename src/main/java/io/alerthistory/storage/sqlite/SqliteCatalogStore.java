package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.catalog.CatalogStore;
import io.alerthistory.catalog.RecordedTool;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.CatalogQueries;
import io.alerthistory.storage.mapping.CatalogQueries.Listed;
import io.alerthistory.storage.mapping.RowReader;
import io.smallrye.mutiny.Uni;

/** What occurs in the history, on SQLite. */
@Singleton
@Typed(SqliteCatalogStore.class)
public class SqliteCatalogStore implements CatalogStore {

    private final SqliteDatabase database;

    SqliteCatalogStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<String>> agentTypes(long most) {
        return list(CatalogQueries.values(Listed.AGENT_TYPE, ":most"), most, CatalogQueries::value);
    }

    @Override
    public Uni<List<String>> alertTypes(long most) {
        return list(CatalogQueries.values(Listed.ALERT_TYPE, ":most"), most, CatalogQueries::value);
    }

    @Override
    public Uni<List<RecordedTool>> tools(long most) {
        return list(CatalogQueries.tools(":most"), most, CatalogQueries::tool);
    }

    @Override
    public Uni<List<String>> recentServers(@Nullable String alertType, long sessions) {
        return database.read(QueryName.CATALOG, handle -> {
            Query query = handle.createQuery(CatalogQueries.recentServers(alertType != null, ":sessions", ":type"))
                    .bind("sessions", sessions);
            return (alertType == null ? query : query.bind("type", alertType)).map(SqliteRow.mapper(CatalogQueries::value))
                    .list();
        });
    }

    private <T> Uni<List<T>> list(String sql, long most, Function<RowReader, T> reader) {
        return database.read(QueryName.CATALOG,
                handle -> handle.createQuery(sql).bind("most", most).map(SqliteRow.mapper(reader)).list());
    }
}
