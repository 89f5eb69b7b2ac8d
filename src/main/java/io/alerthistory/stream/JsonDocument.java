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
 * @param leased whether what it takes in memory is accounted for already
 * @param end called once when the response has ended, however it did
 */
public record JsonDocument(List<JsonPart> parts, boolean leased, Runnable end) {

    public static JsonDocument of(Object value, ObjectMapper mapper) {
        return new JsonDocument(JsonParts.of(value, mapper), false, () -> {
        });
    }

    /**
     * What a document that is read while it is sent takes: two pages of stages, a page of events of each kind, and a piece of a
     * text. In bytes.
     */
    public static final long WINDOW = 4L * StoredPieces.BYTES;

    /** The same document, after which something has to be done. */
    public JsonDocument endingWith(Runnable last) {
        return new JsonDocument(parts, leased, last);
    }

    /**
     * The same document, whose memory somebody else has taken, with {@link #WINDOW} if it is not whole, and takes back when it
     * was sent.
     */
    public JsonDocument leased(Runnable takeBack) {
        return new JsonDocument(parts, true, takeBack);
    }

    /** How many bytes of it are in memory. */
    public long bytesInMemory() {
        return parts.stream().mapToLong(part -> part instanceof JsonPart.Bytes bytes ? bytes.length() : 0).sum();
    }

    /** Whether nothing of it is read from the database any more. */
    public boolean isWhole() {
        return parts.stream().allMatch(JsonPart.Bytes.class::isInstance);
    }

    /** The text, when all of it is there and not longer than a limit in bytes. */
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
