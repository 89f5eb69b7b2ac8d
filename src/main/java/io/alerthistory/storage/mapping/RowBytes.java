package io.alerthistory.storage.mapping;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bytes that a row counts before it is read. A row without texts takes memory, too: a session of 30,000 calls of a few
 * bytes
 * each is larger in memory than one call of 10 MB.
 */
final class RowBytes {

    /**
     * What counts beside the texts. The row, its record, its event, and their places in lists take about 1.4 KB with texts of a
     * usual length; whoever counts takes a byte for several, as texts need.
     */
    static final int ROW = 1_024;

    private RowBytes() {
    }

    /** Of all texts of a row. */
    static String all(Table<?> table, String alias) {
        return Stream.of(ROW + shortTexts(table, alias), LargeColumn.lengths(table.name(), alias))
                .collect(Collectors.joining(" + "));
    }

    /** Of the texts that are selected themselves: those beyond {@link LargeColumn#MAX_INLINE} stay in the database. */
    static String inline(Table<?> table, String alias) {
        return Stream.of(ROW + shortTexts(table, alias), LargeColumn.inlineLengths(table.name(), alias))
                .collect(Collectors.joining(" + "));
    }

    /** Names and identifiers may have a thousand characters. That of the session is in every row and counts once. */
    private static String shortTexts(Table<?> table, String alias) {
        Set<String> large = LargeColumn.of(table.name()).stream().map(LargeColumn::column).collect(Collectors.toSet());
        return table.columns().stream()
                .filter(column -> column.type() == Column.Type.TEXT && !column.name().equals("session_id")
                        && !large.contains(column.name()))
                .map(column -> " + coalesce(octet_length(" + alias + "." + column.name() + "), 0)")
                .collect(Collectors.joining());
    }
}
