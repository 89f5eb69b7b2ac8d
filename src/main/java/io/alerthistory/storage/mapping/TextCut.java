package io.alerthistory.storage.mapping;

import io.alerthistory.episode.read.AlertReadStore;

/**
 * The SQL that ends rows where they have as much text as is read at once. How large a page is, nobody knows before it is read;
 * so
 * the database does not send more.
 */
final class TextCut {

    private static final String KEPT = """
            added as (
                select w.*, {size} as text_size, coalesce(sum({size}) over (
                    order by {order} rows between unbounded preceding and 1 preceding), 0) as text_before
                from {rows} w),
            kept as materialized (
                select w.*, case when w.text_before + w.text_size >= {most} then 1 else 0 end as is_cut
                from added w
                where w.text_before < {most})""";

    private TextCut() {
    }

    /**
     * The common table expression {@code kept}: the first of some rows, and in {@code is_cut} whether they end there.
     *
     * @param rows a table
     * @param size the characters of a row {@code w}
     * @param order of the rows
     */
    static String of(String rows, String size, String order) {
        return of(rows, AlertReadStore.MAX_TEXT, size, order);
    }

    /** The same behind another number of characters. */
    static String of(String rows, int maxText, String size, String order) {
        return SqlTemplate.of(KEPT).with("rows", rows).with("size", size).with("order", order)
                .with("most", String.valueOf(maxText)).sql();
    }

    /** Whether the rows end with this one because they have as much text as is read at once. */
    static boolean isCut(RowReader row) {
        return row.number("is_cut") == 1;
    }
}
