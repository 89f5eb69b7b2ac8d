package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.UsageQueries;
import io.alerthistory.usage.UsageFigures;
import io.alerthistory.usage.UsageQuery;
import io.alerthistory.usage.UsageStore;
import io.smallrye.mutiny.Uni;

/** Usage on PostgreSQL: an aggregate. */
@Singleton
@Typed(PostgresUsageStore.class)
public class PostgresUsageStore implements UsageStore {

    private final PostgresDatabase database;

    PostgresUsageStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<UsageFigures>> usage(UsageQuery query) {
        Statement statement = UsageQueries.usage(query, PostgresDialect.INSTANCE);
        return database.query(QueryName.USAGE, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(rows -> PostgresRow.list(rows, UsageQueries::figures));
    }
}
