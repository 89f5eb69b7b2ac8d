package io.alerthistory.storage.postgresql;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.episode.AlertEvent;
import io.alerthistory.episode.read.Acknowledgement;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Total;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertQueries;
import io.alerthistory.storage.mapping.PortableAlertReads;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.postgresql.AlertLockRepository.Firing;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** The history of alerts on PostgreSQL: reads are single statements, acknowledgements are entities under a lock. */
@Singleton
@Typed(PostgresAlertReadStore.class)
public class PostgresAlertReadStore extends PortableAlertReads {

    private final PostgresDatabase database;
    private final AlertLockRepository alerts;
    private final AcknowledgementRepository acknowledgements;
    private final TouchedDayRepository days;
    private final EventOutboxRepository outbox;
    private final PostgresAudit audit;
    private final Clock clock;

    PostgresAlertReadStore(PostgresDatabase database, AlertLockRepository alerts, AcknowledgementRepository acknowledgements,
            TouchedDayRepository days, EventOutboxRepository outbox, PostgresAudit audit, Clock clock) {
        super(PostgresDialect.INSTANCE);
        this.database = database;
        this.alerts = alerts;
        this.acknowledgements = acknowledgements;
        this.days = days;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
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
    public Uni<@Nullable Acknowledgement> acknowledge(long alertId, Acknowledgement candidate, LongFunction<AuditEntry> entry) {
        return database.entities(QueryName.ALERT_ACKNOWLEDGE, () -> alerts.lockFiring(alertId)
                .flatMap(firing -> firing == null ? Uni.createFrom().nullItem()
                        : acknowledgements.first(alertId, firing.startsAtUs()).flatMap(first -> first != null
                                ? Uni.createFrom().item(first.acknowledgement())
                                : add(firing, candidate, entry.apply(firing.startsAtUs())))));
    }

    private Uni<Acknowledgement> add(Firing firing, Acknowledgement candidate, AuditEntry entry) {
        return acknowledgements
                .persistAndFlush(AcknowledgementRow.of(firing.alert().alertId, firing.startsAtUs(), candidate))
                .call(() -> changed(firing,
                        AlertEvent.acknowledged(firing.startsAtUs(), candidate.ackedBy(), candidate.ackedAtUs())))
                .call(() -> audit.append(entry)).map(AcknowledgementRow::acknowledgement);
    }

    @Override
    public Uni<Boolean> takeBack(long alertId, LongFunction<AuditEntry> entry) {
        return database.entities(QueryName.ALERT_ACKNOWLEDGE, () -> alerts.lockFiring(alertId)
                .flatMap(firing -> firing == null ? Uni.createFrom().item(false)
                        : acknowledgements.deleteFrom(alertId, firing.startsAtUs())
                                .flatMap(deleted -> deleted == 0 ? Uni.createFrom().voidItem()
                                        : changed(firing, AlertEvent.unacknowledged(firing.startsAtUs()))
                                                .chain(() -> audit.append(entry.apply(firing.startsAtUs()))))
                                .replaceWith(true)));
    }

    /** The sums of the day change, and those who watch are told. */
    private Uni<Void> changed(Firing firing, AlertEvent event) {
        return days.persistAndFlush(TouchedDayRow.of(firing.alert().alertId, firing.startsAtUs()))
                .chain(() -> outbox.persistAndFlush(EventOutboxRow.of(firing.alert(), event, Micros.now(clock))))
                .replaceWithVoid();
    }

    @Override
    protected <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return query(statement).map(rows -> PostgresRow.list(rows, reader));
    }

    private Uni<RowSet<Row>> query(Statement statement) {
        return database.query(QueryName.ALERT_READ, statement.sql(), PostgresDatabase.tuple(statement.parameters()));
    }
}
