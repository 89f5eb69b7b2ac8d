package io.alerthistory.storage.postgresql;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.SearchUpdate;

/**
 * A session that is locked, and what is stored of its texts.
 *
 * @param texts as they were read; all null when they were not
 * @param searched the part of its search document that changes with it
 */
record LockedSession(AlertSession session, List<@Nullable Object> texts, String searched) {

    /** A session as it is stored now. */
    static LockedSession of(AlertSession session) {
        return new LockedSession(session, ChangingTexts.OF_SESSIONS.values(session), SearchUpdate.stored(session));
    }

    List<ChangingTexts.Change> changes() {
        return ChangingTexts.OF_SESSIONS.changes(session, texts);
    }

    SearchUpdate search() {
        return SearchUpdate.of(searched, session);
    }
}
