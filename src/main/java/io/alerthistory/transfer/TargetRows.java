package io.alerthistory.transfer;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/** The rows of the target beside those of the source: finds, for each of the source's, what the target has. */
final class TargetRows implements AutoCloseable {

    /** What the target has. */
    enum Found {
        NOTHING,
        OTHER,
        SAME
    }

    private final End target;
    private final CopiedTable table;
    private final RowSource rows;
    private final Deque<Row> next = new ArrayDeque<>(1);
    private final AtomicBoolean open = new AtomicBoolean(true);

    TargetRows(End target, CopiedTable table, String part) throws SQLException {
        this.target = target;
        this.table = table;
        rows = target.rows(table, table.columns(), part);
        advance();
    }

    /** @param row whose key is greater than that of the call before */
    Found find(Row row, byte[] digest) throws SQLException {
        for (Row mine = next.peek(); mine != null; mine = next.peek()) {
            int order = mine.compareKey(row, table.key());
            if (order > 0) {
                return Found.NOTHING;
            }
            if (order == 0) {
                return Arrays.equals(mine.digest(table.columns()), digest) ? Found.SAME : Found.OTHER;
            }
            advance();
        }
        return Found.NOTHING;
    }

    private void advance() throws SQLException {
        next.clear();
        Row row = rows.next();
        if (row == null) {
            close(); // an old snapshot would keep the write-ahead log from being reused
        } else {
            next.add(row);
        }
    }

    @Override
    public void close() throws SQLException {
        if (open.compareAndSet(true, false)) {
            rows.close();
            target.release();
        }
    }
}
