package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
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

/** The audit log on SQLite. */
@Singleton
@Typed(SqliteAuditStore.class)
public class SqliteAuditStore implements AuditStore {

    private static final String SELECT = "select " + AuditTables.LOG.selected() + " from audit_log";

    private static final String ROWS = SELECT + " where seq between :from and :to order by seq limit :max";

    private static final String CHECKPOINTS = AuditTables.CHECKPOINTS.formatted(":max");

    /** The rows before the first one that is not older, as a checkpoint. */
    private static final String DUE = """
            with due as (
                select seq
                from audit_log
                where seq < coalesce(
                    (select min(seq) from audit_log where at_us >= :before),
                    (select max(seq) + 1 from audit_log)))
            select
                min(seq) as first_seq,
                max(seq) as last_seq,
                (select hash from audit_log where seq = (select max(seq) from due)) as last_hash
            from due
            having count(*) > 0""";

    private static final String CHECKPOINT = "insert into audit_checkpoints (last_seq, first_seq, last_hash, pruned_at_us)"
            + " values (:last, :first, :hash, :now)";

    private final SqliteDatabase database;

    SqliteAuditStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<AuditRow> append(AuditEntry entry) {
        return database.write(QueryName.AUDIT_APPEND, handle -> SqliteAudit.append(handle, entry));
    }

    @Override
    public Uni<List<AuditRow>> newest(AuditFilter filter, long beforeSeq, int max) {
        List<String> conditions = new ArrayList<>(List.of("seq < :before"));
        Map<String, Object> values = filter.conditions();
        values.keySet().forEach(condition -> conditions.add(condition + SqliteSql.placeholder(conditions.size())));
        return database.read(QueryName.AUDIT_READ, handle -> {
            Query query = handle.createQuery(SELECT + " where " + String.join(" and ", conditions)
                    + " order by seq desc limit :max").bind("before", beforeSeq).bind("max", max);
            int number = 1;
            for (Object value : values.values()) {
                query.bind("p" + number, value);
                number++;
            }
            return query.map(SqliteRow.mapper(AuditTables.LOG.reader())).list();
        });
    }

    @Override
    public Uni<List<AuditRow>> rows(long fromSeq, long toSeq, int max) {
        return database.read(QueryName.AUDIT_READ, handle -> handle.createQuery(ROWS).bind("from", fromSeq).bind("to", toSeq)
                .bind("max", max).map(SqliteRow.mapper(AuditTables.LOG.reader())).list());
    }

    @Override
    public Uni<Boolean> exists() {
        return database.read(QueryName.AUDIT_READ, handle -> handle
                .createQuery("select count(*) > 0 from sqlite_schema where name = 'audit_log'").mapTo(Boolean.class).one());
    }

    @Override
    public Uni<AuditState> state() {
        return database.read(QueryName.AUDIT_READ, handle -> new AuditState(
                handle.createQuery(AuditTables.HEAD).map(SqliteRow.mapper(AuditTables::head)).findOne().orElse(null),
                handle.createQuery(AuditTables.NEWEST).mapTo(Long.class).one(),
                handle.createQuery(CHECKPOINTS).bind("max", AuditState.MAX_CHECKPOINTS)
                        .map(SqliteRow.mapper(AuditTables::checkpoint)).list()));
    }

    @Override
    public Uni<@Nullable AuditCheckpoint> prune(long beforeUs, AuditEntry entry) {
        return database.<@Nullable AuditCheckpoint> write(QueryName.AUDIT_PRUNE, handle -> {
            Optional<AuditCheckpoint> due = handle.createQuery(DUE).bind("before", beforeUs)
                    .map(SqliteRow.mapper(AuditTables::checkpoint)).findOne();
            due.ifPresent(checkpoint -> prune(handle, checkpoint, entry));
            return due.orElse(null);
        });
    }

    private static void prune(Handle handle, AuditCheckpoint checkpoint, AuditEntry entry) {
        handle.createUpdate(CHECKPOINT).bind("last", checkpoint.lastSeq()).bind("first", checkpoint.firstSeq())
                .bind("hash", checkpoint.lastHash()).bind("now", entry.atUs()).execute();
        handle.createUpdate("delete from audit_log where seq <= :last").bind("last", checkpoint.lastSeq()).execute();
        SqliteAudit.append(handle, entry.with(checkpoint.details()));
    }
}
