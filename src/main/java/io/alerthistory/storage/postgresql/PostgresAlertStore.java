package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.RecordedAlert;
import io.alerthistory.observe.QueryName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.AlertUpsert;
import io.alerthistory.storage.mapping.Table;
import io.alerthistory.storage.mapping.Tables;
import io.smallrye.mutiny.Uni;

/** Alerts on PostgreSQL: a notification is one statement. */
@Singleton
@Typed(PostgresAlertStore.class)
public class PostgresAlertStore implements AlertStore {

    private static final Table<AlertSession> TABLE = Tables.NEW_SESSIONS;

    private static final String UPSERT = PostgresSql.insertAll(TABLE) + AlertUpsert.ON_CONFLICT;

    private final PostgresDatabase database;

    PostgresAlertStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<List<RecordedAlert>> record(List<AlertSession> alerts) {
        return database
                .executeIdempotent(QueryName.ALERT_RECORD, UPSERT,
                        PostgresDatabase.tuple(PostgresSql.arrays(TABLE, alerts)))
                .map(rows -> PostgresRow.list(rows, AlertUpsert::recorded));
    }
}
