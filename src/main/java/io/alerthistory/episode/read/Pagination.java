package io.alerthistory.episode.read;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.Total;

/**
 * Where a page stands.
 *
 * @param totalItems null when nothing was counted
 * @param count how total_items was found: exact, estimate or none
 * @param nextCursor leads to the rows after this page; null on the last one
 * @param partial whether the search for matches ended at its bound before the page was full: next_cursor goes on
 */
@Schema(name = "AlertPagination")
public record Pagination(int pageSize, @Nullable Long totalItems, CountMode count, @Nullable String nextCursor,
        boolean partial) {

    static Pagination of(int pageSize, @Nullable String nextCursor, boolean partial, Total total) {
        return new Pagination(pageSize, total.items(), total.mode(), nextCursor, partial);
    }

    static Pagination uncounted(int pageSize, @Nullable String nextCursor) {
        return of(pageSize, nextCursor, false, Total.NONE);
    }
}
