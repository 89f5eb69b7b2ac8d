package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list: the rows after an offset, or those on one side of a place in the order.
 *
 * @param size 1 to 100
 * @param offset rows to leave out; 0 with a cursor
 * @param cursor null for a page by its number
 */
public record PageRequest(int size, long offset, @Nullable Cursor cursor) {

    /** The page of a number from 1. */
    public static PageRequest numbered(int page, int size) {
        return new PageRequest(size, (page - 1L) * size, null);
    }

    public static PageRequest at(Cursor cursor, int size) {
        return new PageRequest(size, 0, cursor);
    }

    public boolean backward() {
        return cursor != null && cursor.backward();
    }

    /** The page's number from 1; null with a cursor, which knows no numbers. */
    @Nullable
    public Integer number() {
        return cursor != null ? null : Integer.valueOf((int) (offset / size) + 1);
    }
}
