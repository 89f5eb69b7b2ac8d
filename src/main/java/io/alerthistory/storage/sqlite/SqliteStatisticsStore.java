package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.PortableStatistics;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;

/** Sums and facts for statistics on SQLite. */
@Singleton
@Typed(SqliteStatisticsStore.class)
public class SqliteStatisticsStore extends PortableStatistics {

    private final SqliteDatabase database;

    SqliteStatisticsStore(SqliteDatabase database) {
        super(SqliteDialect.INSTANCE);
        this.database = database;
    }

    @Override
    protected <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return database.read(QueryName.ALERT_STATISTICS,
                handle -> SqliteSessionList.query(handle, statement, reader).list());
    }
}
