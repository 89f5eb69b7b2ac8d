package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.episode.AlertEvent;
import io.alerthistory.episode.read.Acknowledgement;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Total;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertQueries;
import io.alerthistory.storage.mapping.EpisodeTables.EventRow;
import io.alerthistory.storage.mapping.PortableAlertReads;
import io.alerthistory.storage.mapping.RollupTables;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;

/** The history of alerts on SQLite. */
@Singleton
@Typed(SqliteAlertReadStore.class)
public class SqliteAlertReadStore extends PortableAlertReads {

    private static final String OPEN_EPISODE = """
            select max(starts_at_us) as starts_at_us
            from alert_episodes
            where alert_id = :alert and ends_at_us is null""";

    private static final String FIRST = """
            select starts_at_us, acked_at_us, acked_by, comment
            from alert_acknowledgements
            where alert_id = :alert and starts_at_us >= :start
            order by starts_at_us
            limit 1""";

    private static final String ADD = """
            insert into alert_acknowledgements (alert_id, starts_at_us, acked_at_us, acked_by, comment)
            values (:alert, :start, :at, :by, :comment)""";

    private static final String DELETE = """
            delete from alert_acknowledgements
            where alert_id = :alert and starts_at_us >= :start""";

    private final SqliteDatabase database;

    SqliteAlertReadStore(SqliteDatabase database) {
        super(SqliteDialect.INSTANCE);
        this.database = database;
    }

    /** SQLite keeps no statistics, and counts alerts fast enough: every count is exact. */
    @Override
    public Uni<Total> count(AlertQuery query) {
        return query.count() == CountMode.NONE ? Uni.createFrom().item(Total.NONE)
                : list(AlertQueries.exact(query, SqliteDialect.INSTANCE), row -> Total.exact(row.number("total")))
                        .map(rows -> rows.get(0));
    }

    @Override
    public Uni<@Nullable Acknowledgement> acknowledge(long alertId, Acknowledgement candidate, LongFunction<AuditEntry> entry) {
        return database.write(QueryName.ALERT_ACKNOWLEDGE, handle -> openEpisode(handle, alertId)
                .map(start -> first(handle, alertId, start)
                        .orElseGet(() -> add(handle, alertId, start, candidate, entry.apply(start))))
                .orElse(null));
    }

    @Override
    public Uni<Boolean> takeBack(long alertId, LongFunction<AuditEntry> entry) {
        return database.write(QueryName.ALERT_ACKNOWLEDGE, handle -> {
            Optional<Long> start = openEpisode(handle, alertId);
            start.ifPresent(open -> {
                int deleted = handle.createUpdate(DELETE).bind("alert", alertId).bind("start", open).execute();
                if (deleted > 0) {
                    changed(handle, alertId, open, AlertEvent.unacknowledged(open));
                    SqliteAudit.append(handle, entry.apply(open));
                }
            });
            return start.isPresent();
        });
    }

    private static Optional<Long> openEpisode(Handle handle, long alertId) {
        return handle.createQuery(OPEN_EPISODE).bind("alert", alertId)
                .map(SqliteRow.mapper(row -> Optional.ofNullable(row.longOrNull("starts_at_us")))).one();
    }

    private static Optional<Acknowledgement> first(Handle handle, long alertId, long startsAtUs) {
        return handle.createQuery(FIRST).bind("alert", alertId).bind("start", startsAtUs)
                .map(SqliteRow.mapper(row -> new Acknowledgement(row.number("starts_at_us"), row.number("acked_at_us"),
                        row.text("acked_by"), row.textOrNull("comment"))))
                .findOne();
    }

    private static Acknowledgement add(Handle handle, long alertId, long startsAtUs, Acknowledgement candidate,
            AuditEntry entry) {
        handle.createUpdate(ADD).bind("alert", alertId).bind("start", startsAtUs).bind("at", candidate.ackedAtUs())
                .bind("by", candidate.ackedBy()).bind("comment", candidate.comment()).execute();
        changed(handle, alertId, startsAtUs, AlertEvent.acknowledged(startsAtUs, candidate.ackedBy(), candidate.ackedAtUs()));
        SqliteAudit.append(handle, entry);
        return new Acknowledgement(startsAtUs, candidate.ackedAtUs(), candidate.ackedBy(), candidate.comment());
    }

    /** The sums of the day change, and those who watch are told. */
    private static void changed(Handle handle, long alertId, long startsAtUs, AlertEvent event) {
        SqliteRollupStore.touch(handle, List.of(new RollupTables.Touched(alertId, Definitions.day(startsAtUs))));
        SqliteAlertEvents.write(handle, List.of(new EventRow(alertId, event)));
    }

    @Override
    protected <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return database.read(QueryName.ALERT_READ,
                handle -> SqliteSessionList.query(handle, statement, reader).list());
    }
}
