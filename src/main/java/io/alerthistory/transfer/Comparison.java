package io.alerthistory.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a table has in both databases. */
record Comparison(String table, long sourceRows, long targetRows, String sourceDigest, String targetDigest,
        boolean counterIsBehind) {

    private static final int SHOWN_DIGITS = 16;

    static Comparison of(CopiedTable table, TableDigest source, TableDigest target, boolean counterIsBehind) {
        return new Comparison(table.name(), source.rows(), target.rows(), source.hex(), target.hex(), counterIsBehind);
    }

    /** Reads a table, and returns its digest. */
    static TableDigest digest(End end, CopiedTable table) throws SQLException {
        TableDigest digest = new TableDigest();
        try (RowSource rows = end.rows(table, table.columns(), "")) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                digest.add(row.digest(table.columns()));
            }
        }
        return digest;
    }

    boolean isEqual() {
        return sourceRows == targetRows && sourceDigest.equals(targetDigest) && !counterIsBehind;
    }

    /** The comparisons as a table. */
    static List<String> report(List<Comparison> comparisons) {
        String line = "%-20s %12s %12s  %-16s %-16s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, line, "table", "source", "target", "digest", "digest", ""));
        for (Comparison each : comparisons) {
            lines.add(String.format(Locale.ROOT, line, each.table, String.format(Locale.ROOT, "%,d", each.sourceRows),
                    String.format(Locale.ROOT, "%,d", each.targetRows), each.sourceDigest.substring(0, SHOWN_DIGITS),
                    each.targetDigest.substring(0, SHOWN_DIGITS),
                    each.isEqual() ? "equal" : each.counterIsBehind ? "the sequence differs" : "differs"));
        }
        return lines;
    }
}
