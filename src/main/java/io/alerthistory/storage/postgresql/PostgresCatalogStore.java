package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.catalog.CatalogStore;
import io.alerthistory.catalog.RecordedTool;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.CatalogQueries;
import io.alerthistory.storage.mapping.CatalogQueries.Listed;
import io.alerthistory.storage.mapping.RowReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** What occurs in the history, on PostgreSQL. */
@Singleton
@Typed(PostgresCatalogStore.class)
public class PostgresCatalogStore implements CatalogStore {

    private final PostgresDatabase database;

    PostgresCatalogStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<String>> agentTypes(long most) {
        return list(CatalogQueries.values(Listed.AGENT_TYPE, "$1"), most, CatalogQueries::value);
    }

    @Override
    public Uni<List<String>> alertTypes(long most) {
        return list(CatalogQueries.values(Listed.ALERT_TYPE, "$1"), most, CatalogQueries::value);
    }

    @Override
    public Uni<List<RecordedTool>> tools(long most) {
        return list(CatalogQueries.tools("$1"), most, CatalogQueries::tool);
    }

    @Override
    public Uni<List<String>> recentServers(@Nullable String alertType, long sessions) {
        Tuple parameters = alertType == null ? Tuple.of(sessions) : Tuple.of(sessions, alertType);
        return database.query(QueryName.CATALOG, CatalogQueries.recentServers(alertType != null, "$1", "$2"), parameters)
                .map(rows -> PostgresRow.list(rows, CatalogQueries::value));
    }

    private <T> Uni<List<T>> list(String sql, long most, Function<RowReader, T> reader) {
        return database.query(QueryName.CATALOG, sql, Tuple.of(most)).map(rows -> PostgresRow.list(rows, reader));
    }
}
