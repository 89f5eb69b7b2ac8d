package io.alerthistory.storage.mapping;

import java.util.List;

import io.alerthistory.audit.AuditCheckpoint;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditRow;

/** The tables of the audit log, and the statements that both databases share. */
public final class AuditTables {

    public static final Table<AuditRow> LOG = new Table<>("audit_log", List.of(
            Column.bigint("seq", row -> row.seq()),
            Column.bigint("at_us", row -> row.atUs()),
            Column.text("actor", row -> row.actor()),
            Column.text("actor_kind", row -> row.actorKind()),
            Column.text("action", row -> row.action()),
            Column.text("target", row -> row.target()),
            Column.text("outcome", row -> row.outcome()),
            Column.text("request_id", row -> row.requestId()),
            Column.text("remote_addr", row -> row.remoteAddr()),
            Column.text("details", row -> row.details()),
            Column.text("hash", row -> row.hash())), List.of(), AuditTables::row);

    /** Makes the head row of an empty log; parameter: {@link AuditHead#START}'s hash. */
    public static final String FIRST_HEAD = "insert into audit_head (head_id, seq, hash) values (1, 0, %s) on conflict do nothing";

    public static final String HEAD = "select seq, hash from audit_head where head_id = 1";

    /** Parameters: number and hash of the new row. */
    public static final String ADVANCE = "update audit_head set seq = %s, hash = %s where head_id = 1";

    public static final String NEWEST = "select coalesce(max(seq), 0) as seq from audit_log";

    /** Parameter: how many. */
    public static final String CHECKPOINTS = """
            select first_seq, last_seq, last_hash
            from audit_checkpoints
            order by last_seq
            limit %s""";

    private AuditTables() {
    }

    private static AuditRow row(RowReader row) {
        return new AuditRow(row.number("seq"), row.number("at_us"), row.text("actor"), row.text("actor_kind"),
                row.text("action"), row.textOrNull("target"), row.text("outcome"), row.textOrNull("request_id"),
                row.textOrNull("remote_addr"), row.text("details"), row.text("hash"));
    }

    public static AuditHead head(RowReader row) {
        return new AuditHead(row.number("seq"), row.text("hash"));
    }

    public static AuditCheckpoint checkpoint(RowReader row) {
        return new AuditCheckpoint(row.number("first_seq"), row.number("last_seq"), row.text("last_hash"));
    }
}
