package io.alerthistory.stream;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonEscape;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** A stored text that is read from the database while it is written: JSON as it is, any other text as a JSON string. */
public final class StoredPieces implements JsonPart.Source {

    /**
     * The size of a piece in bytes. PostgreSQL decompresses the whole value for each piece: reading 10 MB in pieces of
     * 128 KB takes 0.6 s, in pieces of 64 KB twice that.
     */
    static final int BYTES = 131_072;

    private static final JsonPart QUOTE = JsonPart.Bytes.of(Utf8.of("\""));

    private final TextStore texts;
    private final StoredText text;

    /**
     * The offset of the next byte; -1 before the opening quotation mark of a string, one more than the length after the
     * closing one.
     */
    private final AtomicLong place;

    public StoredPieces(TextStore texts, StoredText text) {
        this.texts = texts;
        this.text = text;
        place = new AtomicLong(text.json() ? 0 : -1);
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        long from = place.get();
        if (from < 0) {
            place.set(0);
            return Uni.createFrom().item(QUOTE);
        }
        if (from >= text.bytes()) {
            boolean quoted = !text.json() && from == text.bytes();
            place.set(text.bytes() + 1);
            return quoted ? Uni.createFrom().item(QUOTE) : Uni.createFrom().nullItem();
        }
        int bytes = (int) Math.min(BYTES, text.bytes() - from);
        return texts.piece(text, from, bytes).map(piece -> {
            place.set(from + bytes);
            return JsonPart.Bytes.of(text.json() ? piece : JsonEscape.escaped(piece));
        });
    }
}
