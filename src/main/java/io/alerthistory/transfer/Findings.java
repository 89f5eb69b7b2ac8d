package io.alerthistory.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The rows that the target does not take: their number, and the first of them. */
final class Findings {

    static final int MAX = 100;

    private final List<String> first = new ArrayList<>();
    private final AtomicLong count = new AtomicLong();

    /** @param column empty when the row as a whole is refused */
    void add(CopiedTable table, Row row, String column, String reason) {
        if (count.incrementAndGet() <= MAX) {
            first.add(
                    table.name() + "  " + row.shownKey(table.key()) + "  " + (column.isEmpty() ? "-" : column) + "  " + reason);
        }
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /** Checks the values of a row, and tells whether all can be copied. */
    boolean accepts(CopiedTable table, Row row) {
        boolean accepted = true;
        for (int i = 0; i < row.size(); i++) {
            byte[] value = row.value(i);
            String refusal = value == null ? null : table.columns().get(i).type().refusal(value);
            if (refusal != null) {
                add(table, row, table.columns().get(i).name(), refusal);
                accepted = false;
            }
        }
        return accepted;
    }

    /** The rows, one a line: table, key, column, reason. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Refused: " + count.get() + " (table, key, column, reason)");
        lines.addAll(first);
        if (count.get() > MAX) {
            lines.add("and " + (count.get() - MAX) + " more");
        }
        return lines;
    }
}
