package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditCheckpoint;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditFilter;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditState;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AuditTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** The audit log on PostgreSQL: entities; of one moment, and to prune, statements on a connection. */
@Singleton
@Typed(PostgresAuditStore.class)
public class PostgresAuditStore implements AuditStore {

    private static final String CHECKPOINTS = AuditTables.CHECKPOINTS.formatted("$1::bigint");

    /** The function of the schema runs with the rights of the tables' owner: the service may not delete. */
    private static final String PRUNE = """
            select pruned_first as first_seq, pruned_last as last_seq, pruned_hash as last_hash
            from audit_prune($1::bigint, $2::bigint)""";

    private final PostgresDatabase database;
    private final PostgresAudit audit;
    private final AuditLogRepository log;

    PostgresAuditStore(PostgresDatabase database, PostgresAudit audit, AuditLogRepository log) {
        this.database = database;
        this.audit = audit;
        this.log = log;
    }

    @Override
    public Uni<AuditRow> append(AuditEntry entry) {
        return database.entities(QueryName.AUDIT_APPEND, () -> audit.append(entry));
    }

    @Override
    public Uni<List<AuditRow>> newest(AuditFilter filter, long beforeSeq, int max) {
        return database.readEntities(QueryName.AUDIT_READ, () -> log.newest(filter, beforeSeq, max));
    }

    @Override
    public Uni<List<AuditRow>> rows(long fromSeq, long toSeq, int max) {
        return database.readEntities(QueryName.AUDIT_READ, () -> log.between(fromSeq, toSeq, max));
    }

    @Override
    public Uni<Boolean> exists() {
        return database.query(QueryName.AUDIT_READ, "select 1 where to_regclass('audit_log') is not null", Tuple.tuple())
                .map(PostgresRow::any);
    }

    @Override
    public Uni<AuditState> state() {
        return database.snapshot(QueryName.AUDIT_READ, connection -> Uni.combine().all().unis(
                connection.query(AuditTables.HEAD).execute(),
                connection.query(AuditTables.NEWEST).execute(),
                connection.preparedQuery(CHECKPOINTS).execute(Tuple.of((long) AuditState.MAX_CHECKPOINTS)))
                .asTuple()
                .map(found -> new AuditState(PostgresRow.first(found.getItem1(), AuditTables::head),
                        PostgresRow.list(found.getItem2(), row -> row.number("seq")).get(0),
                        PostgresRow.list(found.getItem3(), AuditTables::checkpoint))));
    }

    @Override
    public Uni<@Nullable AuditCheckpoint> prune(long beforeUs, AuditEntry entry) {
        return database.transaction(QueryName.AUDIT_PRUNE,
                connection -> connection.preparedQuery(PRUNE).execute(Tuple.of(beforeUs, entry.atUs()))
                        .map(rows -> PostgresRow.first(rows, AuditTables::checkpoint))
                        .onItem().ifNotNull().call(checkpoint -> audit.append(connection, entry.with(checkpoint.details()))));
    }
}
