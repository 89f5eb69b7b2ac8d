package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.GroupSuppressed;
import io.alerthistory.episode.read.ListedLabels;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.EpisodeTimes;
import io.smallrye.mutiny.Uni;

/** Sums and facts for statistics, each in one statement that both databases understand. */
public abstract class PortableStatistics implements StatisticsStore {

    private final Dialect dialect;
    private final StatisticsQueries queries;
    private final HeldTimeQueries held;

    protected PortableStatistics(Dialect dialect) {
        this.dialect = dialect;
        queries = new StatisticsQueries(dialect);
        held = new HeldTimeQueries(dialect);
    }

    /** The rows of a statement. */
    protected abstract <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader);

    @Override
    public Uni<List<GroupFigures>> sums(GroupQuery query, int fromDay, int toDay, int max) {
        return list(queries.sums(query, fromDay, toDay, max), StatisticsQueries::sums);
    }

    @Override
    public Uni<List<GroupFigures>> durations(GroupQuery query, int fromDay, int toDay) {
        return list(queries.durations(query, fromDay, toDay), StatisticsQueries::durations);
    }

    @Override
    public Uni<List<GroupEpisode>> episodes(GroupQuery query, TimeWindow window) {
        return list(queries.episodes(query, window), StatisticsQueries::episode);
    }

    @Override
    public Uni<List<GroupSuppressed>> suppressed(GroupQuery query, TimeWindow window) {
        return list(held.suppressed(query, window), HeldTimeQueries::suppressed);
    }

    @Override
    public Uni<List<GroupSuppressed>> unsettled(GroupQuery query, int fromDay, int toDay) {
        return list(held.unsettled(query, fromDay, toDay), HeldTimeQueries::suppressed);
    }

    @Override
    public Uni<Set<String>> told(GroupQuery query, TimeWindow window) {
        return list(HeldTimeQueries.sources(), HeldTimeQueries.Sources::read)
                .flatMap(rows -> told(query, window, rows.get(0)));
    }

    /** Usually all sources tell of them, or none, and the sums need not be read for their groups. */
    private Uni<Set<String>> told(GroupQuery query, TimeWindow window, HeldTimeQueries.Sources sources) {
        if (sources.told() == 0) {
            return Uni.createFrom().item(Set.of());
        }
        return query.keys() != null && sources.told() == sources.all() ? Uni.createFrom().item(Set.copyOf(query.keys()))
                : list(held.told(query, window), row -> row.text("group_key")).map(Set::copyOf);
    }

    @Override
    public Uni<List<EpisodeTimes>> recent(DetailedAlert alert, long sinceUs) {
        return list(AlertFigureQueries.recent(alert, sinceUs, MAX_RECENT, dialect), AlertFigureQueries::times);
    }

    @Override
    public Uni<List<ListedLabels>> candidates(AlertFilter filter, long afterId, int max) {
        return list(queries.candidates(filter, afterId, max), StatisticsQueries::candidate);
    }

    @Override
    public Uni<Map<Long, Long>> starts(GroupQuery query, TimeWindow window) {
        return list(queries.starts(query, window), row -> Quarters.read(query, row))
                .map(rows -> Quarters.sum(rows, window));
    }
}
