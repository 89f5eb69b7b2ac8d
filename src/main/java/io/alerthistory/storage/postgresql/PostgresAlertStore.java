package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.alert.AlertPlan;
import io.alerthistory.alert.AlertReport;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.MirroredSession;
import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.storage.mapping.AlertSessionQueries;
import io.alerthistory.storage.mapping.FiringTables;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Alerts on PostgreSQL: one statement looks which are news, and usually none is. Only for news a transaction locks, looks
 * again,
 * and writes with one statement, or with two when some alerts are new and others change what is stored.
 */
@Singleton
@Typed(PostgresAlertStore.class)
public class PostgresAlertStore implements AlertStore {

    /** For the sessions of some alerts from some time on, whose keys and times stand in two arrays. */
    static final String FIND = "select f.* from unnest($1::text[], $2::bigint[]) as r(alert_key, from_us)"
            + " cross join lateral (" + FiringTables.find("r.alert_key", "r.from_us") + ") as f";

    /**
     * Those who record alerts of the same fingerprint stand in a row, also while it has no session that could be locked. So
     * many
     * locks at most: PostgreSQL has room for some thousands of them, for all transactions together.
     */
    private static final int LOCKS = 256;

    /** Times that it starts again because another transaction was in its way. */
    private static final int RETRIES = 5;

    private static final String LOCK = "select count(pg_advisory_xact_lock(" + AdvisoryLock.ALERTS.number() + " + lock))"
            + " from unnest($1::integer[]) as lock";

    private static final String INSERT = PostgresSql.insertAll(FiringTables.CREATED) + " on conflict do nothing";

    private static final String UPDATE = "update alert_sessions as t set " + FiringTables.set(PostgresAlertStore::sent)
            + " from " + PostgresSql.unnest(FiringTables.CHANGED, 1) + " as u(" + FiringTables.CHANGED.names() + ")"
            + " where t.session_id = u.session_id and t.status = u.status";

    private static final String TIE = """
            update alert_sessions as t
            set alert_fingerprint = u.fingerprint, alert_source = u.source, alert_starts_at_us = u.starts_at_us
            from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as u(session_id, fingerprint, source, starts_at_us)
            where t.session_id = u.session_id and t.alert_fingerprint is null""";

    private final PostgresDatabase database;

    PostgresAlertStore(PostgresDatabase database) {
        this.database = database;
    }

    private static String sent(String column) {
        return column.equals("alert_data") || column.equals("search_document") ? "convert_from(u." + column + ", 'UTF8')"
                : "u." + column;
    }

    @Override
    public Uni<AlertPlan> record(List<AlertReport> reports) {
        return database.query(QueryName.ALERT_RECORD, FIND, keys(reports)).map(found -> plan(reports, found))
                .flatMap(plan -> plan.changesNothing() ? Uni.createFrom().item(plan)
                        : store(reports).onFailure(PostgresFailures::isConcurrentChange).retry().atMost(RETRIES));
    }

    private Uni<AlertPlan> store(List<AlertReport> reports) {
        return database.transaction(QueryName.ALERT_RECORD,
                connection -> connection.preparedQuery(LOCK).execute(Tuple.of(locks(reports)))
                        // Sees what was committed while the lock was waited for.
                        .flatMap(locked -> connection.preparedQuery(FIND).execute(keys(reports)))
                        // What a search finds is made of whole alerts, and not on the event loop.
                        .emitOn(Infrastructure.getDefaultWorkerPool()).map(found -> plan(reports, found))
                        // First the sessions that release an alert_id, which another one may take.
                        .call(plan -> PostgresSql.execute(connection, UPDATE, FiringTables.CHANGED, plan.changed()))
                        .call(plan -> PostgresSql.execute(connection, INSERT, FiringTables.CREATED, plan.created())));
    }

    private static AlertPlan plan(List<AlertReport> reports, RowSet<Row> found) {
        return AlertPlan.of(reports, PostgresRow.list(found, FiringTables::firing));
    }

    private static Tuple keys(List<AlertReport> reports) {
        return Tuple.of(reports.stream().map(AlertReport::key).toArray(String[]::new),
                reports.stream().map(AlertReport::startsAtUs).toArray(Long[]::new));
    }

    /** In ascending order, so that nobody waits in a circle. */
    private static Integer[] locks(List<AlertReport> reports) {
        return reports.stream().map(report -> Math.floorMod(report.key().hashCode(), LOCKS)).distinct().sorted()
                .toArray(Integer[]::new);
    }

    @Override
    public Uni<List<Uninvestigated>> uninvestigated(List<InvestigatedAlert> reported) {
        return Multi.createFrom().iterable(reported).group().intoLists().of(AlertSessionQueries.MAX_ASKED).onItem()
                .transformToUniAndConcatenate(
                        some -> list(AlertSessionQueries.uninvestigated(some, PostgresDialect.INSTANCE),
                                AlertSessionQueries::uninvestigated))
                .onItem().<Uninvestigated> disjoint().collect().asList();
    }

    @Override
    public Uni<List<MirroredSession>> unmigrated(boolean open, int max) {
        return list(AlertSessionQueries.unmigrated(open, max, PostgresDialect.INSTANCE), AlertSessionQueries::mirrored);
    }

    @Override
    public Uni<Void> tie(Map<String, InvestigatedAlert> alertsBySession) {
        List<Map.Entry<String, InvestigatedAlert>> sorted = List.copyOf(new TreeMap<>(alertsBySession).entrySet());
        return database.query(QueryName.ALERT_RECORD, TIE, Tuple.of(
                sorted.stream().map(Map.Entry::getKey).toArray(String[]::new),
                sorted.stream().map(entry -> entry.getValue().fingerprint()).toArray(String[]::new),
                sorted.stream().map(entry -> entry.getValue().source()).toArray(String[]::new),
                sorted.stream().map(entry -> entry.getValue().startsAtUs()).toArray(Long[]::new))).replaceWithVoid();
    }

    @Override
    public Uni<List<String>> mirroring(int max) {
        return list(AlertSessionQueries.mirroring(max, PostgresDialect.INSTANCE), row -> row.text("session_id"));
    }

    private <T> Uni<List<T>> list(Statement statement, Function<RowReader, T> reader) {
        return database.query(QueryName.ALERT_READ, statement.sql(), PostgresDatabase.tuple(statement.parameters()))
                .map(rows -> PostgresRow.list(rows, reader));
    }
}
