package io.alerthistory.history;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * Reads a list of sessions page by page to its end, so that it takes the memory of one page. Each page begins after the last
 * session of the one before: what begins or ends meanwhile neither repeats nor hides others.
 */
public final class ListedSessions {

    private static final int SIZE = 100;

    private final HistoryStore store;

    /** The next page; null at the end. */
    private final AtomicReference<@Nullable SessionQuery> next;

    ListedSessions(HistoryStore store, SessionQuery query) {
        this.store = store;
        next = new AtomicReference<>(
                new SessionQuery(query.filter(), query.sort(), PageRequest.numbered(1, SIZE), CountMode.NONE, query.nowUs()));
    }

    /** The next page; null at the end. Call it when the page before is there. */
    public Uni<@Nullable List<SessionOverview>> next() {
        SessionQuery query = next.get();
        return query == null ? Uni.createFrom().nullItem() : store.list(query).map(page -> {
            List<SessionOverview> sessions = page.sessions();
            next.set(page.more() && !sessions.isEmpty() ? after(query, sessions.get(sessions.size() - 1)) : null);
            return sessions;
        });
    }

    private static SessionQuery after(SessionQuery query, SessionOverview last) {
        Cursor cursor = new Cursor(false, query.sort().place(last, query.nowUs()), query.nowUs());
        return new SessionQuery(query.filter(), query.sort(), PageRequest.at(cursor, SIZE), CountMode.NONE, query.nowUs());
    }
}
