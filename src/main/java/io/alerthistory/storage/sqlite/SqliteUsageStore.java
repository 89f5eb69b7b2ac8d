package io.alerthistory.storage.sqlite;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.UsageQueries;
import io.alerthistory.usage.UsageFigures;
import io.alerthistory.usage.UsageQuery;
import io.alerthistory.usage.UsageStore;
import io.smallrye.mutiny.Uni;

/** Usage on SQLite. */
@Singleton
@Typed(SqliteUsageStore.class)
public class SqliteUsageStore implements UsageStore {

    private final SqliteDatabase database;

    SqliteUsageStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<UsageFigures>> usage(UsageQuery query) {
        return database.read(QueryName.USAGE, handle -> SqliteSessionList
                .query(handle, UsageQueries.usage(query, SqliteDialect.INSTANCE), UsageQueries::figures).list());
    }
}
