package io.alerthistory.json;

import org.jspecify.annotations.Nullable;

/**
 * A text that stays in the database until it is written to a response.
 *
 * @param place the column that holds it, by a name that the storage knows
 * @param sessionId the session that the row belongs to; null for a session itself and for the messages of chats
 * @param key the row that holds it
 * @param from the first byte that belongs to it, from 0
 * @param bytes its length in UTF-8
 * @param total the length of what the column holds, in bytes; another one means that it was changed
 * @param json whether it is JSON; else it becomes a JSON string
 */
public record StoredText(String place, @Nullable String sessionId, String key, long from, long bytes, long total,
        boolean json) {

    /** Of a row that belongs to no session. */
    public StoredText(String place, String key, long from, long bytes, long total, boolean json) {
        this(place, null, key, from, bytes, total, json);
    }

    /** A part of it that is JSON itself. */
    public StoredText range(long start, long end) {
        return new StoredText(place, sessionId, key, from + start, end - start, total, true);
    }
}
