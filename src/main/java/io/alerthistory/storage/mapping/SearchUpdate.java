package io.alerthistory.storage.mapping;

import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;

/**
 * Replaces the part of a search document that changes with its session. The strings of the alert behind it stay where they
 * are: neither they nor the alert are read for it.
 *
 * @param before the part as it is stored
 * @param after the part as it is to be
 */
public record SearchUpdate(String before, String after) {

    /** What a session has before it is changed. */
    public static String stored(AlertSession session) {
        return SearchDocument.fields(session);
    }

    public static SearchUpdate of(String stored, AlertSession changed) {
        return new SearchUpdate(stored, SearchDocument.fields(changed));
    }

    public boolean isNeeded() {
        return !before.equals(after);
    }

    /** Where the strings of the alert begin, from 1, in characters as both databases count them. */
    public int rest() {
        return before.codePointCount(0, before.length()) + 1;
    }

    /** Parameters: the part as it is to be, where the rest begins, session_id. */
    public static String sql(Dialect dialect) {
        return """
                update alert_sessions
                set search_document = cast(%s as text) || substr(search_document, cast(%s as integer))
                where session_id = %s""".formatted(dialect.placeholder(1), dialect.placeholder(2), dialect.placeholder(3));
    }
}
