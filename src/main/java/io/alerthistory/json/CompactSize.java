package io.alerthistory.json;

/**
 * The size of a JSON value when it is written without white space and with the fewest escapes. Limits apply to this
 * size, so that a client that escapes every non-ASCII character, as in {@code \\u00e9}, may send as much as others.
 */
final class CompactSize {

    private CompactSize() {
    }

    /** Returns the size in bytes of UTF-8. */
    static int of(JsonText value) {
        Utf8 text = value.utf8();
        byte[] bytes = text.array();
        int end = text.offset() + text.length();
        int size = 0;
        boolean string = false;
        for (int i = text.offset(); i < end; i++) {
            byte b = bytes[i];
            if (string && b == '\\') {
                boolean unicode = bytes[i + 1] == 'u';
                size += unicode ? unicode(hex(bytes, i + 2)) : bytes[i + 1] == '/' ? 1 : 2;
                i += unicode ? 5 : 1;
            } else if (string || b > ' ') {
                size++;
                string ^= b == '"';
            }
        }
        return size;
    }

    /** Each half of a surrogate pair counts two of the pair's four bytes. */
    private static int unicode(int character) {
        if (character < ' ') {
            return "\b\t\n\f\r".indexOf(character) >= 0 ? 2 : 6;
        }
        if (character == '"' || character == '\\' || Character.isSurrogate((char) character)) {
            return 2;
        }
        return character < 0x80 ? 1 : character < 0x800 ? 2 : 3;
    }

    private static int hex(byte[] bytes, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value * 16 + Character.digit(bytes[i], 16);
        }
        return value;
    }
}
