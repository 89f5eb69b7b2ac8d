package io.alerthistory.storage.mapping;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which row of a table is meant. A row that belongs to a session is found by the session and its own identifier, never by that
 * alone.
 *
 * @param sessionId the session that the row belongs to; null for a session itself and for the messages of chats
 */
public record RowKey(@Nullable String sessionId, String id) {

    public static RowKey of(String id) {
        return new RowKey(null, id);
    }

    public static RowKey in(String sessionId, String id) {
        return new RowKey(sessionId, id);
    }

    /** The parameters of a condition: the identifier, and behind it the session if there is one. */
    public List<String> parameters() {
        return sessionId == null ? List.of(id) : List.of(id, sessionId);
    }
}
