package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.maintenance.Deleted;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.MaintenanceQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Maintenance on PostgreSQL. Each statement takes its job's advisory lock for its own transaction, so that one replica works at
 * a
 * time; a lock of a session would be left behind on a connection of PgBouncer's.
 */
@Singleton
@Typed(PostgresMaintenanceStore.class)
public class PostgresMaintenanceStore implements MaintenanceStore {

    private static final String HELD = "with held as materialized (select pg_try_advisory_xact_lock($1::bigint) as ok)";

    private static final String ENDED = """
            %s,
            due as (
                %s),
            deleted as (
                delete from alert_sessions
                using due
                where alert_sessions.session_id = due.session_id
                returning due.weight)
            select (select ok from held) as held, count(*) as things, coalesce(sum(weight), 0)::bigint as deleted_rows
            from deleted""".formatted(HELD,
            MaintenanceQueries.ended("$2::bigint and (select ok from held)", "$3::bigint", "for update skip locked"));

    private static final String EVENTS = expired("events", "id");
    private static final String KEYS = expired("idempotency_keys", "idempotency_key");
    private static final String SILENT = HELD + "\n" + MaintenanceQueries.silent("$2::bigint and (select ok from held)");
    private static final String CANCELING = HELD + "\n" + MaintenanceQueries.canceling("$2::bigint and (select ok from held)");

    private final PostgresDatabase database;

    PostgresMaintenanceStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Deleted> deleteEnded(long beforeUs, long maxRows) {
        return delete(QueryName.RETENTION, ENDED, Tuple.of(AdvisoryLock.RETENTION.number(), beforeUs, maxRows));
    }

    @Override
    public Uni<Deleted> deleteEvents(long beforeUs, int max) {
        return delete(QueryName.EXPIRY, EVENTS, Tuple.of(AdvisoryLock.EXPIRY.number(), beforeUs, (long) max));
    }

    @Override
    public Uni<Deleted> deleteKeys(long beforeUs, int max) {
        return delete(QueryName.EXPIRY, KEYS, Tuple.of(AdvisoryLock.EXPIRY.number(), beforeUs, (long) max));
    }

    @Override
    public Uni<List<String>> silentSince(long sinceUs) {
        return find(SILENT, sinceUs);
    }

    @Override
    public Uni<List<String>> cancelingSince(long sinceUs) {
        return find(CANCELING, sinceUs);
    }

    private Uni<Deleted> delete(QueryName name, String sql, Tuple parameters) {
        return database.execute(name, sql, parameters).map(rows -> PostgresRow.first(rows,
                row -> new Deleted(row.flag("held"), (int) row.number("things"), row.number("deleted_rows"))));
    }

    private Uni<List<String>> find(String sql, long sinceUs) {
        return database.execute(QueryName.ORPHANS, sql, Tuple.of(AdvisoryLock.ORPHANS.number(), sinceUs))
                .map(rows -> PostgresRow.list(rows, row -> row.text("session_id")));
    }

    private static String expired(String table, String id) {
        return """
                %1$s,
                deleted as (
                    delete from %2$s
                    where %3$s in (
                        select %3$s
                        from %2$s
                        where created_at_us < $2::bigint and (select ok from held)
                        order by created_at_us
                        limit $3::bigint)
                    returning 1)
                select (select ok from held) as held, count(*) as things, count(*) as deleted_rows
                from deleted""".formatted(HELD, table, id);
    }
}
