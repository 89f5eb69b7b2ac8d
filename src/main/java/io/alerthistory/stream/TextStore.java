package io.alerthistory.stream;

import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** Reads long texts in pieces. */
public interface TextStore {

    /**
     * Reads a piece of a text.
     *
     * @param from the offset of its first byte in the text
     * @param bytes the number of bytes; the piece may end within a character
     * @return exactly these bytes; fails when the text is gone or its length has changed
     */
    Uni<Utf8> piece(StoredText text, long from, int bytes);
}
