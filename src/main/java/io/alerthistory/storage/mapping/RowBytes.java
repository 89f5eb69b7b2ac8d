package io.alerthistory.storage.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The number of bytes that a row counts before it is read. A row takes memory without texts, too: a session of 30,000 small
 * calls is larger in memory than one call of 10 MB.
 */
final class RowBytes {

    /**
     * The bytes that a row counts beside its texts. The row, its record, its event and their list entries take about 1.4 KB
     * with texts of a usual length; the caller multiplies this number by the memory that a byte of text needs.
     */
    static final int ROW = 1_024;

    private RowBytes() {
    }

    /** Returns the SQL of the bytes of a row with all its texts. */
    static String all(Table<?> table, String alias) {
        return Stream.of(ROW + shortTexts(table, alias), LargeColumn.lengths(table.name(), alias))
                .collect(Collectors.joining(" + "));
    }

    /**
     * Returns the SQL of the bytes of a row without the texts beyond {@link LargeColumn#MAX_INLINE}, which are not selected.
     */
    static String inline(Table<?> table, String alias) {
        return Stream.of(ROW + shortTexts(table, alias), LargeColumn.inlineLengths(table.name(), alias))
                .collect(Collectors.joining(" + "));
    }

    /**
     * Adds the bytes of a row's short texts to an expression. Names and identifiers may have a thousand characters. The
     * identifier of the session is not counted for each row.
     */
    static String shortTexts(Table<?> table, String alias) {
        Set<String> large = LargeColumn.of(table.name()).stream().map(LargeColumn::column).collect(Collectors.toSet());
        return table.columns().stream()
                .filter(column -> column.type() == Column.Type.TEXT && !column.name().equals("session_id")
                        && !large.contains(column.name()))
                .map(column -> " + coalesce(octet_length(" + alias + "." + column.name() + "), 0)")
                .collect(Collectors.joining());
    }
}
