package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.EpisodeRows;
import io.alerthistory.episode.read.FiringCount;
import io.alerthistory.episode.read.FoundEpisode;
import io.alerthistory.episode.read.Inhibitor;
import io.alerthistory.episode.read.ListedAlert;
import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.NotificationView;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.Suppressed;
import io.alerthistory.episode.read.TransitionView;
import io.smallrye.mutiny.Uni;

/** Reads of the history of alerts, each in one statement that both databases understand. */
public abstract class PortableAlertReads implements AlertReadStore {

    private final Dialect dialect;

    protected PortableAlertReads(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The rows of a statement. */
    protected abstract <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader);

    @Override
    public Uni<List<ListedAlert>> alerts(AlertQuery query) {
        return list(AlertQueries.page(query, dialect), row -> AlertQueries.listed(row, query.nowUs()));
    }

    @Override
    public Uni<List<DetailedAlert>> named(String fingerprint, @Nullable String source) {
        return list(AlertQueries.named(fingerprint, source, dialect), AlertQueries::detailed);
    }

    @Override
    public Uni<EpisodeRows> episodes(DetailedAlert alert, long beforeUs, int max, int maxText) {
        AtomicBoolean isCut = new AtomicBoolean();
        return list(EpisodeQueries.of(alert.id(), beforeUs, max, maxText, dialect), row -> {
            isCut.set(TextCut.isCut(row));
            return EpisodeQueries.episode(row, alert.fingerprint(), alert.source());
        }).map(rows -> new EpisodeRows(rows, isCut.get()));
    }

    @Override
    public Uni<List<TransitionView>> transitions(DetailedAlert alert, @Nullable Place after, int max) {
        return list(AlertTimelineQueries.transitions(alert, after, max, dialect),
                row -> AlertTimelineQueries.transition(row, alert));
    }

    @Override
    public Uni<List<Suppressed>> suppressions(Collection<Long> alertIds, long fromUs, @Nullable Long knownAtUs) {
        return list(AlertTimelineQueries.suppressions(alertIds, fromUs, knownAtUs, dialect),
                AlertTimelineQueries::suppressed);
    }

    @Override
    public Uni<List<Inhibitor>> inhibitors(List<Inhibitor.Asked> asked) {
        return list(AlertTimelineQueries.inhibitors(asked, dialect), AlertTimelineQueries::inhibitor);
    }

    @Override
    public Uni<List<FoundEpisode>> active(EpisodeQuery query, long atUs) {
        return list(EpisodeQueries.at(query, atUs, dialect),
                row -> EpisodeQueries.found(row, query.knownAtUs()));
    }

    @Override
    public Uni<List<FoundEpisode>> started(EpisodeQuery query) {
        return list(EpisodeQueries.started(query, dialect), row -> EpisodeQueries.found(row, null));
    }

    @Override
    public Uni<List<FoundEpisode>> reaching(EpisodeQuery query) {
        return list(EpisodeQueries.reaching(query, dialect), row -> EpisodeQueries.found(row, null));
    }

    @Override
    public Uni<List<FiringCount>> firing() {
        return list(FiringQueries.firing(dialect), FiringQueries::count);
    }

    @Override
    public Uni<List<AlertInvestigation>> investigations(Collection<AlertKey> alerts) {
        return list(FiringQueries.investigations(alerts, dialect), FiringQueries::investigation);
    }

    @Override
    public Uni<List<AlertKey>> flapping(Collection<AlertKey> alerts, long nowUs) {
        return list(FlappingQueries.of(alerts, nowUs, dialect), row -> FlappingQueries.flapping(row, nowUs))
                .map(rows -> rows.stream().flatMap(Optional::stream).toList());
    }

    @Override
    public Uni<List<NotificationView>> notifications(NotificationQuery query) {
        return list(NotificationQueries.page(query, dialect), NotificationQueries::notification);
    }
}
