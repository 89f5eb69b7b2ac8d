package io.alerthistory.storage.mapping;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.LongText;

/**
 * The rows of a page with their texts, as long as these are not too long together: the texts of the first rows come with them,
 * of others only the short ones. What is left in the database is read when the response is written.
 */
final class InlineTexts {

    /** Bytes of a text that comes with its row in any case. */
    private static final int SHORT = 2048;

    /** Bytes of the texts that come with a page. */
    private static final int MAX_BYTES = 524_288;

    private InlineTexts() {
    }

    /**
     * Wraps the statement of a page, whose order stays.
     *
     * @param page selects the narrow and the large columns
     * @param narrow the columns that are selected as they are
     */
    static String of(String page, String narrow, Set<LargeColumn> large) {
        String lengths = large.stream().map(column -> "coalesce(" + column.length("q") + ", 0)")
                .collect(Collectors.joining(" + "));
        String texts = large.stream()
                .map(column -> column.selected("p",
                        "(" + column.length("p") + " <= " + SHORT + " or p.upto <= " + MAX_BYTES + ")"))
                .collect(Collectors.joining(", "));
        return "select " + narrow + ", " + texts + " from (select q.*, sum(" + lengths
                + ") over (rows unbounded preceding) as upto from (" + page + ") q) p";
    }

    static String names(Set<LargeColumn> large) {
        return large.stream().map(LargeColumn::column).collect(Collectors.joining(", "));
    }

    /** A string of a row that belongs to no session, or where it is stored. */
    static @Nullable LongText text(RowReader row, LargeColumn column, String key) {
        return LongText.of(row.textOrNull(column.column()), column.stored(row, RowKey.of(key)));
    }
}
