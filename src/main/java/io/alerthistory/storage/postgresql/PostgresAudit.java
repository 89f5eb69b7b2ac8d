package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.storage.mapping.AuditTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Appends to the audit log within a transaction, as its last thing: it locks the head row, for which every other append of all
 * replicas then waits. A transaction that holds it takes no other lock any more, so there is no deadlock.
 */
@Singleton
class PostgresAudit {

    private static final String FIRST_HEAD = AuditTables.FIRST_HEAD.formatted("$1");
    private static final String LOCK = AuditTables.HEAD + " for update";
    private static final String ADVANCE = AuditTables.ADVANCE.formatted("$1", "$2");
    private static final String INSERT = "insert into audit_log (" + AuditTables.LOG.names() + ") values ("
            + PostgresSql.values(AuditTables.LOG) + ")";

    private final AuditHeadRepository heads;
    private final AuditLogRepository log;

    PostgresAudit(AuditHeadRepository heads, AuditLogRepository log) {
        this.heads = heads;
        this.log = log;
    }

    /** Appends in a transaction on entities; does nothing when there is no entry. */
    Uni<Void> appendIfAny(@Nullable AuditEntry entry) {
        return entry == null ? Uni.createFrom().voidItem() : append(entry).replaceWithVoid();
    }

    /** Appends in a transaction on entities, all of which are written before. */
    Uni<AuditRow> append(AuditEntry entry) {
        return heads.flush().chain(heads::lock).flatMap(head -> {
            AuditRow row = entry.after(head.toHead());
            head.seq = row.seq();
            head.hash = row.hash();
            // Hibernate inserts before it updates, and the head moves only to a row that is there.
            return log.persistAndFlush(AuditLogRow.of(row)).replaceWith(row);
        });
    }

    /** Appends in a transaction on a connection. */
    Uni<AuditRow> append(SqlConnection connection, AuditEntry entry) {
        return lock(connection).onItem().ifNull().switchTo(
                () -> connection.preparedQuery(FIRST_HEAD).execute(Tuple.of(AuditHead.START.hash()))
                        .chain(() -> lock(connection)))
                .flatMap(head -> {
                    AuditRow row = entry.after(head);
                    List<Object> values = PostgresSql.row(AuditTables.LOG, row);
                    return connection.preparedQuery(INSERT).execute(PostgresDatabase.tuple(values))
                            .chain(() -> connection.preparedQuery(ADVANCE).execute(Tuple.of(row.seq(), row.hash())))
                            .replaceWith(row);
                });
    }

    private static Uni<@Nullable AuditHead> lock(SqlConnection connection) {
        return connection.preparedQuery(LOCK).execute().map(rows -> PostgresRow.first(rows, AuditTables::head));
    }
}
