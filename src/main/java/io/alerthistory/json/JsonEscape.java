package io.alerthistory.json;

/** Escapes text for a JSON string, piece by piece (RFC 8259, section 7). */
public final class JsonEscape {

    private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f' };

    private JsonEscape() {
    }

    /** Escapes a piece, which may begin and end within a character: bytes above ASCII are copied. */
    public static Utf8 escaped(Utf8 piece) {
        int first = piece.offset();
        int end = first + piece.length();
        byte[] text = piece.array();
        while (first < end && isPlain(text[first])) {
            first++;
        }
        if (first == end) {
            return piece;
        }
        Utf8Builder out = new Utf8Builder();
        out.write(text, piece.offset(), first - piece.offset());
        for (int i = first; i < end; i++) {
            write(text[i], out);
        }
        return out.toUtf8();
    }

    private static void write(byte b, Utf8Builder out) {
        if (isPlain(b)) {
            out.write(b);
            return;
        }
        out.write('\\');
        switch (b) {
            case '"', '\\' -> out.write(b);
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            case '\b' -> out.write('b');
            case '\f' -> out.write('f');
            default -> {
                out.append("u00");
                out.write(HEX[b >> 4]);
                out.write(HEX[b & 0xf]);
            }
        }
    }

    private static boolean isPlain(byte b) {
        return (b >= ' ' || b < 0) && b != '"' && b != '\\';
    }
}
