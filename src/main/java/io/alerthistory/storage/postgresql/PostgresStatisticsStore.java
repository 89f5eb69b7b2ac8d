package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.PortableStatistics;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Sums and facts for statistics on PostgreSQL, each in one statement. */
@Singleton
@Typed(PostgresStatisticsStore.class)
public class PostgresStatisticsStore extends PortableStatistics {

    private final PostgresDatabase database;

    PostgresStatisticsStore(PostgresDatabase database) {
        super(PostgresDialect.INSTANCE);
        this.database = database;
    }

    /** What is counted of many rows is read on a worker thread. */
    @Override
    protected <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return database.query(QueryName.ALERT_STATISTICS, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> PostgresRow.list(rows, reader));
    }
}
