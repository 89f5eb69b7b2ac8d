package io.alerthistory.storage.postgresql;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.Acknowledgement;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.FiringCount;
import io.alerthistory.episode.read.FoundEpisode;
import io.alerthistory.episode.read.Inhibitor;
import io.alerthistory.episode.read.ListedAlert;
import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.NotificationView;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.Suppressed;
import io.alerthistory.episode.read.TransitionView;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Total;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertQueries;
import io.alerthistory.storage.mapping.AlertTimelineQueries;
import io.alerthistory.storage.mapping.EpisodeQueries;
import io.alerthistory.storage.mapping.FiringQueries;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** The history of alerts on PostgreSQL: reads are single statements, acknowledgements are entities under a lock. */
@Singleton
@Typed(PostgresAlertReadStore.class)
public class PostgresAlertReadStore implements AlertReadStore {

    private final PostgresDatabase database;
    private final AlertLockRepository alerts;
    private final AcknowledgementRepository acknowledgements;
    private final TouchedDayRepository days;
    private final PostgresAudit audit;

    PostgresAlertReadStore(PostgresDatabase database, AlertLockRepository alerts, AcknowledgementRepository acknowledgements,
            TouchedDayRepository days, PostgresAudit audit) {
        this.database = database;
        this.alerts = alerts;
        this.acknowledgements = acknowledgements;
        this.days = days;
        this.audit = audit;
    }

    @Override
    public Uni<List<ListedAlert>> alerts(AlertQuery query) {
        return list(AlertQueries.page(query, PostgresDialect.INSTANCE), row -> AlertQueries.listed(row, query.nowUs()));
    }

    @Override
    public Uni<Total> count(AlertQuery query) {
        return switch (query.count()) {
            case NONE -> Uni.createFrom().item(Total.NONE);
            case EXACT -> number(AlertQueries.exact(query, PostgresDialect.INSTANCE)).map(Total::exact);
            case ESTIMATE -> estimate(query).map(Total::estimate);
            case AUTO -> number(AlertQueries.bounded(query, PostgresDialect.INSTANCE))
                    .flatMap(counted -> counted <= CountMode.BOUND ? Uni.createFrom().item(Total.exact(counted))
                            : estimate(query).map(Total::beyondBound));
        };
    }

    private Uni<Long> number(Statement statement) {
        return list(statement, row -> row.number("total")).map(rows -> rows.get(0));
    }

    private Uni<Long> estimate(AlertQuery query) {
        return PostgresSql.estimate(AlertQueries.matches(query, PostgresDialect.INSTANCE), this::query);
    }

    @Override
    public Uni<List<DetailedAlert>> named(String fingerprint, @Nullable String source) {
        return list(AlertQueries.named(fingerprint, source, PostgresDialect.INSTANCE), AlertQueries::detailed);
    }

    @Override
    public Uni<List<EpisodeView>> episodes(DetailedAlert alert, long beforeUs, int max) {
        return list(EpisodeQueries.of(alert.id(), beforeUs, max, PostgresDialect.INSTANCE),
                row -> EpisodeQueries.episode(row, alert.fingerprint(), alert.source()));
    }

    @Override
    public Uni<List<TransitionView>> transitions(DetailedAlert alert, @Nullable Place after, int max) {
        return list(AlertTimelineQueries.transitions(alert, after, max, PostgresDialect.INSTANCE),
                row -> AlertTimelineQueries.transition(row, alert));
    }

    @Override
    public Uni<List<Suppressed>> suppressions(Collection<Long> alertIds, @Nullable Long knownAtUs) {
        return list(AlertTimelineQueries.suppressions(alertIds, knownAtUs, PostgresDialect.INSTANCE),
                AlertTimelineQueries::suppressed);
    }

    @Override
    public Uni<List<Inhibitor>> inhibitors(List<Inhibitor.Asked> asked) {
        return list(AlertTimelineQueries.inhibitors(asked, PostgresDialect.INSTANCE), AlertTimelineQueries::inhibitor);
    }

    @Override
    public Uni<List<FoundEpisode>> active(EpisodeQuery query, long atUs) {
        return list(EpisodeQueries.at(query, atUs, PostgresDialect.INSTANCE),
                row -> EpisodeQueries.found(row, query.knownAtUs()));
    }

    @Override
    public Uni<List<FoundEpisode>> started(EpisodeQuery query) {
        return list(EpisodeQueries.started(query, PostgresDialect.INSTANCE), row -> EpisodeQueries.found(row, null));
    }

    @Override
    public Uni<List<FoundEpisode>> reaching(EpisodeQuery query) {
        return list(EpisodeQueries.reaching(query, PostgresDialect.INSTANCE), row -> EpisodeQueries.found(row, null));
    }

    @Override
    public Uni<List<FiringCount>> firing() {
        return list(FiringQueries.firing(PostgresDialect.INSTANCE), FiringQueries::count);
    }

    @Override
    public Uni<List<AlertInvestigation>> investigations(Collection<AlertKey> alerts) {
        return list(FiringQueries.investigations(alerts, PostgresDialect.INSTANCE), FiringQueries::investigation);
    }

    @Override
    public Uni<List<NotificationView>> notifications(NotificationQuery query) {
        return list(AlertTimelineQueries.notifications(query, PostgresDialect.INSTANCE), AlertTimelineQueries::notification);
    }

    @Override
    public Uni<@Nullable Acknowledgement> acknowledge(long alertId, Acknowledgement candidate, AuditEntry entry) {
        return database.entities(QueryName.ALERT_ACKNOWLEDGE, () -> alerts.lockOpenEpisode(alertId)
                .flatMap(start -> start == null ? Uni.createFrom().nullItem()
                        : acknowledgements.first(alertId, start).flatMap(first -> first != null
                                ? Uni.createFrom().item(first.acknowledgement())
                                : add(AcknowledgementRow.of(alertId, start, candidate), entry))));
    }

    private Uni<Acknowledgement> add(AcknowledgementRow row, AuditEntry entry) {
        return acknowledgements.persistAndFlush(row)
                .call(() -> days.persistAndFlush(TouchedDayRow.of(row.alertId, row.startsAtUs))).call(() -> audit.append(entry))
                .map(AcknowledgementRow::acknowledgement);
    }

    @Override
    public Uni<Boolean> takeBack(long alertId, AuditEntry entry) {
        return database.entities(QueryName.ALERT_ACKNOWLEDGE, () -> alerts.lockOpenEpisode(alertId)
                .flatMap(start -> start == null ? Uni.createFrom().item(false)
                        : acknowledgements.deleteFrom(alertId, start)
                                .call(() -> days.persistAndFlush(TouchedDayRow.of(alertId, start)))
                                .call(deleted -> audit.appendIfAny(deleted > 0 ? entry : null)).replaceWith(true)));
    }

    private <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return query(statement).map(rows -> PostgresRow.list(rows, reader));
    }

    private Uni<RowSet<Row>> query(Statement statement) {
        return database.query(QueryName.ALERT_READ, statement.sql(), PostgresDatabase.tuple(statement.parameters()));
    }
}
