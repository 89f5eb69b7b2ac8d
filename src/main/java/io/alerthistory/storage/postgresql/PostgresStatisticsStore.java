package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.GroupSuppressed;
import io.alerthistory.episode.read.ListedLabels;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.StatisticsQueries;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Sums and facts for statistics on PostgreSQL, each in one statement. */
@Singleton
@Typed(PostgresStatisticsStore.class)
public class PostgresStatisticsStore implements StatisticsStore {

    private static final StatisticsQueries QUERIES = new StatisticsQueries(PostgresDialect.INSTANCE);

    private final PostgresDatabase database;

    PostgresStatisticsStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<GroupFigures>> sums(GroupQuery query, int fromDay, int toDay, int max) {
        return list(QUERIES.sums(query, fromDay, toDay, max), StatisticsQueries::sums);
    }

    @Override
    public Uni<List<GroupFigures>> durations(GroupQuery query, int fromDay, int toDay) {
        return list(QUERIES.durations(query, fromDay, toDay), StatisticsQueries::durations);
    }

    @Override
    public Uni<List<GroupEpisode>> episodes(GroupQuery query, TimeWindow window) {
        return list(QUERIES.episodes(query, window), StatisticsQueries::episode);
    }

    @Override
    public Uni<List<GroupSuppressed>> suppressed(GroupQuery query, TimeWindow window) {
        return list(QUERIES.suppressed(query, window), StatisticsQueries::suppressed);
    }

    @Override
    public Uni<Set<String>> told(GroupQuery query, TimeWindow window) {
        return list(QUERIES.told(query, window), row -> row.text("group_key")).map(Set::copyOf);
    }

    @Override
    public Uni<List<ListedLabels>> candidates(AlertFilter filter, int max) {
        return list(QUERIES.candidates(filter, max), StatisticsQueries::candidate);
    }

    @Override
    public Uni<Map<Long, Long>> starts(GroupQuery query, TimeWindow window) {
        return list(QUERIES.starts(query, window), row -> StatisticsQueries.quarters(query, row))
                .map(rows -> StatisticsQueries.quarters(rows, window));
    }

    /** What is counted of many rows is read on a worker thread. */
    private <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return database.query(QueryName.ALERT_STATISTICS, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> PostgresRow.list(rows, reader));
    }
}
