package io.alerthistory.storage.mapping;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;

/** Pieces of a text that may be changed or deleted while it is read: nobody is given a mixture. */
public final class TextPieces {

    private TextPieces() {
    }

    /**
     * A piece that was read.
     *
     * @param wanted how many bytes were asked for
     * @param total the length of the text now
     */
    public static Utf8 checked(StoredText text, byte @Nullable [] piece, int wanted, long total) {
        if (piece == null || piece.length != wanted || total != text.total()) {
            throw gone();
        }
        return Utf8.of(piece);
    }

    /** The problem of a text that is no longer what it was when the response began. */
    public static ProblemException gone() {
        return new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                "What was being read was changed or deleted meanwhile; try again");
    }
}
