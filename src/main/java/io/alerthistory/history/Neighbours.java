package io.alerthistory.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The cursors of the pages on both sides of one. */
record Neighbours(SessionQuery query, SessionPage page, CursorSigner signer) {

    @Nullable
    String next() {
        Cursor came = query.page().cursor();
        boolean exists = query.page().backward() ? came != null && came.place() != null : page.more();
        return exists ? cursor(false, page.sessions().size() - 1) : null;
    }

    @Nullable
    String previous() {
        boolean exists = query.page().backward() ? page.more() : query.page().cursor() != null || query.page().offset() > 0;
        return exists ? cursor(true, 0) : null;
    }

    /** From a row of the page; where it has none, for the rows there were are gone, from the near end of the list. */
    private String cursor(boolean backward, int row) {
        List<SessionOverview> sessions = page.sessions();
        Cursor.Place place = sessions.isEmpty() ? null : query.sort().place(sessions.get(row), query.nowUs());
        return new Cursor(backward, place, query.nowUs()).encode(query.filter(), query.sort(), signer);
    }
}
