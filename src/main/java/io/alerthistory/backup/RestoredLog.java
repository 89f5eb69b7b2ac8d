package io.alerthistory.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.request.Caller;

/**
 * The audit log over a restore: the log of the backup goes on with a row that has the head of the log that it replaces, so that
 * nobody takes one for the other.
 */
final class RestoredLog {

    private static final String INSERT = """
            insert into audit_log (seq, at_us, actor, actor_kind, action, target, outcome, request_id, remote_addr, details, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private RestoredLog() {
    }

    /** Reads the head of a database; null when it has no audit log, or nothing in it. */
    static @Nullable AuditHead head(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), "audit_head", null)) {
            if (!tables.next()) {
                return null;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet head = statement.executeQuery("select seq, hash from audit_head where head_id = 1")) {
            return head.next() ? new AuditHead(head.getLong(1), head.getString(2)) : null;
        }
    }

    /**
     * Tells the log of a restored database of the restore. Does nothing when one of the two has no log.
     *
     * @param replaced the head of the database that is replaced
     */
    static void tell(Connection restored, String backupId, @Nullable AuditHead replaced, long nowUs) throws SQLException {
        AuditHead head = head(restored);
        if (head == null || replaced == null) {
            return;
        }
        AuditRow row = new AuditEntry(nowUs, new Caller("restore", Caller.Kind.COMMAND, Set.of(), null, null),
                AuditAction.DATABASE_RESTORE, backupId, AuditOutcome.OK,
                Map.of("previous_seq", replaced.seq(), "previous_hash", replaced.hash())).after(head);
        restored.setAutoCommit(false);
        try (PreparedStatement insert = restored.prepareStatement(INSERT);
                PreparedStatement advance = restored
                        .prepareStatement("update audit_head set seq = ?, hash = ? where head_id = 1")) {
            Object[] values = { row.seq(), row.atUs(), row.actor(), row.actorKind(), row.action(), row.target(), row.outcome(),
                    row.requestId(), row.remoteAddr(), row.details(), row.hash() };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
            advance.setLong(1, row.seq());
            advance.setString(2, row.hash());
            advance.executeUpdate();
            restored.commit();
        }
        restored.setAutoCommit(true);
    }
}
