package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.alert.AlertPlan;
import io.alerthistory.alert.AlertReport;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.Firing;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.FiringTables;
import io.smallrye.mutiny.Uni;

/** Alerts on SQLite: one transaction of the one writer. */
@Singleton
@Typed(SqliteAlertStore.class)
public class SqliteAlertStore implements AlertStore {

    static final String FIND = FiringTables.find(":p1", ":p2");

    private static final String INSERT = SqliteSql.insert(FiringTables.CREATED) + " on conflict do nothing";

    private static final String UPDATE = "update alert_sessions as t set " + FiringTables.set(SqliteAlertStore::parameter)
            + " where session_id = :session_id and status = :status";

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
}
