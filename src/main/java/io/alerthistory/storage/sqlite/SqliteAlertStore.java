package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.RecordedAlert;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.AlertUpsert;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Alerts on SQLite. */
@Singleton
@Typed(SqliteAlertStore.class)
public class SqliteAlertStore implements AlertStore {

    private static final String UPSERT = SqliteSql.insert(Tables.NEW_SESSIONS) + AlertUpsert.ON_CONFLICT;

    private final SqliteDatabase database;

    SqliteAlertStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<RecordedAlert>> record(List<AlertSession> alerts) {
        return database.write(QueryName.ALERT_RECORD, handle -> alerts.stream()
                .map(alert -> SqliteSql.bind(handle.createQuery(UPSERT), Tables.NEW_SESSIONS, alert)
                        .map(SqliteRow.mapper(AlertUpsert::recorded)).findOne())
                .flatMap(Optional::stream).toList());
    }
}
