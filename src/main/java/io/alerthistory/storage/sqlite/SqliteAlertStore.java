package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.alert.AlertPlan;
import io.alerthistory.alert.AlertReport;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.Firing;
import io.alerthistory.alert.MirroredSession;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.storage.mapping.AlertSessionQueries;
import io.alerthistory.storage.mapping.FiringTables;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;

/** Alerts on SQLite: one transaction of the one writer. */
@Singleton
@Typed(SqliteAlertStore.class)
public class SqliteAlertStore implements AlertStore {

    static final String FIND = FiringTables.find(":p1", ":p2");

    private static final String INSERT = SqliteSql.insert(FiringTables.CREATED) + " on conflict do nothing";

    private static final String UPDATE = "update alert_sessions as t set " + FiringTables.set(SqliteAlertStore::parameter)
            + " where session_id = :session_id and status = :status";

    private static final String TIE = """
            update alert_sessions
            set alert_fingerprint = :fingerprint, alert_source = :source, alert_starts_at_us = :start
            where session_id = :id and alert_fingerprint is null""";

    private final SqliteDatabase database;

    SqliteAlertStore(SqliteDatabase database) {
        this.database = database;
    }

    private static String parameter(String column) {
        return column.equals("alert_data") || column.equals("search_document") ? "cast(:" + column + " as text)" : ":" + column;
    }

    @Override
    public Uni<AlertPlan> record(List<AlertReport> reports) {
        return database.write(QueryName.ALERT_RECORD, handle -> {
            AlertPlan plan = AlertPlan.of(reports, find(handle, reports));
            SqliteSql.execute(handle, UPDATE, FiringTables.CHANGED, plan.changed());
            SqliteSql.execute(handle, INSERT, FiringTables.CREATED, plan.created());
            return plan;
        });
    }

    private static List<Firing> find(Handle handle, List<AlertReport> reports) {
        List<Firing> found = new ArrayList<>();
        for (AlertReport report : reports) {
            found.addAll(handle.createQuery(FIND).bind("p1", report.key()).bind("p2", report.startsAtUs())
                    .map(SqliteRow.mapper(FiringTables::firing)).list());
        }
        return found;
    }

    @Override
    public Uni<List<Uninvestigated>> uninvestigated(List<InvestigatedAlert> reported) {
        return database.read(QueryName.ALERT_READ, handle -> {
            List<Uninvestigated> found = new ArrayList<>();
            for (int from = 0; from < reported.size(); from += AlertSessionQueries.MAX_ASKED) {
                List<InvestigatedAlert> some = reported.subList(from,
                        Math.min(reported.size(), from + AlertSessionQueries.MAX_ASKED));
                found.addAll(list(handle, AlertSessionQueries.uninvestigated(some, SqliteDialect.INSTANCE),
                        AlertSessionQueries::uninvestigated));
            }
            return found;
        });
    }

    @Override
    public Uni<List<MirroredSession>> unmigrated(boolean open, int max) {
        return database.read(QueryName.ALERT_READ, handle -> list(handle,
                AlertSessionQueries.unmigrated(open, max, SqliteDialect.INSTANCE), AlertSessionQueries::mirrored));
    }

    @Override
    public Uni<Void> tie(Map<String, InvestigatedAlert> alertsBySession) {
        return database.write(QueryName.ALERT_RECORD, handle -> {
            alertsBySession.forEach((id, alert) -> handle.createUpdate(TIE).bind("id", id)
                    .bind("fingerprint", alert.fingerprint()).bind("source", alert.source())
                    .bind("start", alert.startsAtUs()).execute());
            return true;
        }).replaceWithVoid();
    }

    @Override
    public Uni<List<String>> mirroring(int max) {
        return database.read(QueryName.ALERT_READ, handle -> list(handle,
                AlertSessionQueries.mirroring(max, SqliteDialect.INSTANCE), row -> row.text("session_id")));
    }

    private static <T> List<T> list(Handle handle, Statement statement, Function<RowReader, T> reader) {
        return SqliteSessionList.query(handle, statement, reader).list();
    }
}
