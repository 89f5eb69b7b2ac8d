package io.alerthistory.json;

import org.jspecify.annotations.Nullable;

/**
 * A text that stays in the database until it is written to a response.
 *
 * @param place names the column for the storage
 * @param sessionId the session that the row belongs to; null for a session itself and for the messages of chats
 * @param key of the row
 * @param from the offset of its first byte in the column
 * @param bytes its length in UTF-8
 * @param total the length of the column's value in bytes; a different length means that the value was changed
 * @param json whether it is JSON; otherwise it is written as a JSON string
 */
public record StoredText(String place, @Nullable String sessionId, String key, long from, long bytes, long total,
        boolean json) {

    /** A text of a row that belongs to no session. */
    public StoredText(String place, String key, long from, long bytes, long total, boolean json) {
        this(place, null, key, from, bytes, total, json);
    }

    /** A part of this text that is itself JSON. */
    public StoredText range(long start, long end) {
        return new StoredText(place, sessionId, key, from + start, end - start, total, true);
    }
}
