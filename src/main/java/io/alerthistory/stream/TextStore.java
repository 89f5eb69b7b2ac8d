package io.alerthistory.stream;

import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** Where long texts are read from, piece by piece. */
public interface TextStore {

    /**
     * Reads a piece of a text.
     *
     * @param from its first byte, from the beginning of the text
     * @param bytes how many; a character may be divided
     * @return exactly these bytes; fails when the text is gone or has another length now
     */
    Uni<Utf8> piece(StoredText text, long from, int bytes);
}
