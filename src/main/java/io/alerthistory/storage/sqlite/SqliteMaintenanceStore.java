package io.alerthistory.storage.sqlite;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.statement.PreparedBatch;

import io.alerthistory.maintenance.Deleted;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.MaintenanceQueries;
import io.smallrye.mutiny.Uni;

/** Maintenance on SQLite, where there is one process and one writer. */
@Singleton
@Typed(SqliteMaintenanceStore.class)
public class SqliteMaintenanceStore implements MaintenanceStore {

    private final SqliteDatabase database;

    SqliteMaintenanceStore(SqliteDatabase database) {
        this.database = database;
    }

    private record Due(String sessionId, long rows) {
    }

    @Override
    public Uni<Deleted> deleteEnded(long beforeUs, long maxRows) {
        return database.write(QueryName.RETENTION, handle -> {
            List<Due> due = handle.createQuery(MaintenanceQueries.ended(":before", ":max", "")).bind("before", beforeUs)
                    .bind("max", maxRows).map((row, context) -> new Due(row.getString(1), row.getLong(2))).list();
            if (due.isEmpty()) {
                return new Deleted(true, 0, 0);
            }
            try (PreparedBatch batch = handle.prepareBatch("delete from alert_sessions where session_id = :id")) {
                due.forEach(session -> batch.bind("id", session.sessionId()).add());
                batch.execute();
            }
            return new Deleted(true, due.size(), due.stream().mapToLong(Due::rows).sum());
        });
    }

    @Override
    public Uni<Deleted> deleteEvents(long beforeUs, int max) {
        return expired("events", "id", beforeUs, max);
    }

    @Override
    public Uni<Deleted> deleteKeys(long beforeUs, int max) {
        return expired("idempotency_keys", "idempotency_key", beforeUs, max);
    }

    @Override
    public Uni<List<String>> silentSince(long sinceUs) {
        return find(MaintenanceQueries.silent(":since"), sinceUs);
    }

    @Override
    public Uni<List<String>> cancelingSince(long sinceUs) {
        return find(MaintenanceQueries.canceling(":since"), sinceUs);
    }

    private Uni<List<String>> find(String sql, long sinceUs) {
        return database.read(QueryName.ORPHANS,
                handle -> handle.createQuery(sql).bind("since", sinceUs).mapTo(String.class).list());
    }

    private Uni<Deleted> expired(String table, String id, long beforeUs, int max) {
        return database.write(QueryName.EXPIRY, handle -> {
            String sql = """
                    delete from %1$s
                    where %2$s in (
                        select %2$s
                        from %1$s
                        where created_at_us < :before
                        order by created_at_us
                        limit :max)
                    returning 1""".formatted(table, id);
            int deleted = handle.createQuery(sql).bind("before", beforeUs).bind("max", max).mapTo(Integer.class).list()
                    .size();
            return new Deleted(true, deleted, deleted);
        });
    }
}
