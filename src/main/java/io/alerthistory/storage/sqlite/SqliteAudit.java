package io.alerthistory.storage.sqlite;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.storage.mapping.AuditTables;

/** Appends to the audit log within a transaction of the one writer. */
final class SqliteAudit {

    private static final String FIRST_HEAD = AuditTables.FIRST_HEAD.formatted(":hash");
    private static final String ADVANCE = AuditTables.ADVANCE.formatted(":seq", ":hash");
    private static final String INSERT = SqliteSql.insert(AuditTables.LOG);

    private SqliteAudit() {
    }

    /** Appends an entry, or does nothing when there is none. */
    static void appendIfAny(Handle handle, @Nullable AuditEntry entry) {
        if (entry != null) {
            append(handle, entry);
        }
    }

    static AuditRow append(Handle handle, AuditEntry entry) {
        AuditHead head = handle.createQuery(AuditTables.HEAD).map(SqliteRow.mapper(AuditTables::head)).findOne()
                .orElseGet(() -> first(handle));
        AuditRow row = entry.after(head);
        SqliteSql.bind(handle.createUpdate(INSERT), AuditTables.LOG, row).execute();
        handle.createUpdate(ADVANCE).bind("seq", row.seq()).bind("hash", row.hash()).execute();
        return row;
    }

    private static AuditHead first(Handle handle) {
        handle.createUpdate(FIRST_HEAD).bind("hash", AuditHead.START.hash()).execute();
        return AuditHead.START;
    }
}
