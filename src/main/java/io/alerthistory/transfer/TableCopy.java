package io.alerthistory.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.alerthistory.database.SqliteCode;
import io.alerthistory.error.Causes;

/**
 * Copies a table: reads both databases in the order of the key, and inserts or updates what the target does not have. A batch
 * is a
 * transaction. Once a row is refused, the others are only checked.
 */
final class TableCopy {

    private static final int MAX_ROWS = 2000;
    private static final long MAX_BYTES = 4 << 20;

    private final End source;
    private final End target;
    private final CopiedTable table;
    private final Findings findings;
    private final Console console;
    private final List<Row> inserts = new ArrayList<>();
    private final List<Row> updates = new ArrayList<>();
    private final AtomicLong pendingBytes = new AtomicLong();

    TableCopy(End source, End target, CopiedTable table, Findings findings, Console console) {
        this.source = source;
        this.target = target;
        this.table = table;
        this.findings = findings;
        this.console = console;
    }

    /** Copies, and returns the digest of the source. */
    TableDigest run() throws SQLException {
        TableDigest digest = new TableDigest();
        RowWriter writer = target.writer(table);
        for (String part : table.parts()) {
            try (RowSource rows = source.rows(table, table.columns(), part);
                    TargetRows existing = new TargetRows(target, table, part)) {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    byte[] sum = row.digest(table.columns());
                    digest.add(sum);
                    if (findings.accepts(table, row) && findings.isEmpty()) {
                        add(row, existing.find(row, sum), writer);
                    }
                    console.row(table, row);
                }
                flush(writer);
            }
        }
        console.table(table, digest);
        return digest;
    }

    /** Deletes the rows that the source does not have any more. */
    void deleteGone() throws SQLException {
        if (!Sql.holds(target.reader(), "select 1 from " + table.quoted() + " limit 1")) {
            return;
        }
        RowWriter writer = target.writer(table);
        List<Row> gone = new ArrayList<>();
        try (RowSource sources = source.rows(table, table.key(), ""); RowSource targets = target.rows(table, table.key(), "")) {
            Row next = sources.next();
            for (Row row = targets.next(); row != null; row = targets.next()) {
                while (next != null && next.compareKey(row, table.key()) < 0) {
                    next = sources.next();
                }
                if (next == null || next.compareKey(row, table.key()) > 0) {
                    gone.add(row);
                }
                if (gone.size() >= MAX_ROWS) {
                    writer.delete(gone);
                    gone.clear();
                }
            }
        }
        target.release();
        if (!gone.isEmpty()) {
            writer.delete(gone);
        }
    }

    private void add(Row row, TargetRows.Found found, RowWriter writer) throws SQLException {
        if (found == TargetRows.Found.SAME) {
            return;
        }
        (found == TargetRows.Found.NOTHING ? inserts : updates).add(row);
        if (pendingBytes.addAndGet(row.bytes()) >= MAX_BYTES || inserts.size() + updates.size() >= MAX_ROWS) {
            flush(writer);
        }
    }

    private void flush(RowWriter writer) throws SQLException {
        write(inserts, writer::insert);
        write(updates, writer::upsert);
        pendingBytes.set(0);
    }

    private void write(List<Row> rows, Write write) throws SQLException {
        if (!rows.isEmpty()) {
            try {
                write.rows(rows);
            } catch (SQLException failure) {
                if (!isRefusal(failure)) {
                    throw failure;
                }
                writeEach(rows, write);
            }
            rows.clear();
        }
    }

    /** The database has refused one of the rows, and says which only when it is alone. */
    private void writeEach(List<Row> rows, Write write) throws SQLException {
        for (Row row : rows) {
            try {
                write.rows(List.of(row));
            } catch (SQLException failure) {
                if (!isRefusal(failure)) {
                    throw failure;
                }
                findings.add(table, row, "", Causes.firstLine(failure));
            }
        }
    }

    /** By PostgreSQL's classes of data exceptions and constraints, or by SQLite's code of constraints. */
    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return (state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")))
                || SqliteCode.CONSTRAINT.is(failure.getErrorCode());
    }

    private interface Write {

        void rows(List<Row> rows) throws SQLException;
    }
}
