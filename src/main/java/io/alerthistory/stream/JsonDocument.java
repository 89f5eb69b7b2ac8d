package io.alerthistory.stream;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;
import io.alerthistory.json.Utf8;
import io.alerthistory.json.Utf8Builder;

/**
 * The body of a response.
 *
 * @param parts in order
 * @param leased whether a budget already accounts for its memory
 * @param end called once when the response has ended, whether it succeeded or not
 */
public record JsonDocument(List<JsonPart> parts, boolean leased, Runnable end) {

    /** A document that is a text. */
    public static JsonDocument of(String text) {
        return new JsonDocument(List.of(JsonPart.Bytes.of(Utf8.of(text))), false, () -> {
        });
    }

    public static JsonDocument of(Object value, ObjectMapper mapper) {
        return new JsonDocument(JsonParts.of(value, mapper), false, () -> {
        });
    }

    /** The maximum size of a document that leaves at once, in bytes. */
    public static final int SMALL = 65_536;

    /**
     * What a document that is read while it is sent takes: two pages of stages, a page of events of each kind, and a piece of a
     * text. In bytes.
     */
    public static final long WINDOW = 4L * StoredPieces.BYTES;

    /** Returns the same document with an action that runs when the response has ended. */
    public JsonDocument endingWith(Runnable last) {
        return new JsonDocument(parts, leased, last);
    }

    /**
     * Returns the same document whose memory the caller has already leased, including {@link #WINDOW} if it is not
     * whole.
     *
     * @param takeBack called when the document was sent, to return the lease
     */
    public JsonDocument leased(Runnable takeBack) {
        return new JsonDocument(parts, true, takeBack);
    }

    /** The number of its bytes that are in memory. */
    public long bytesInMemory() {
        return parts.stream().mapToLong(part -> part instanceof JsonPart.Bytes bytes ? bytes.length() : 0).sum();
    }

    /** Whether all of it is in memory, so that nothing is read from the database any more. */
    public boolean isWhole() {
        return parts.stream().allMatch(JsonPart.Bytes.class::isInstance);
    }

    /** The text, when all of it is in memory and it is not longer than a limit in bytes. */
    public Optional<Utf8> text(long maxBytes) {
        if (!isWhole() || bytesInMemory() > maxBytes) {
            return Optional.empty();
        }
        List<Utf8> texts = parts.stream().flatMap(part -> ((JsonPart.Bytes) part).texts().stream()).toList();
        if (texts.size() == 1) {
            return Optional.of(texts.get(0));
        }
        Utf8Builder text = new Utf8Builder();
        texts.forEach(text::append);
        return Optional.of(text.toUtf8());
    }
}
