package io.alerthistory.json;

/** The bytes of a non-ASCII character, as Unicode defines them (The Unicode Standard, table 3-7). */
public final class Utf8Sequence {

    private static final int MALFORMED = Integer.MAX_VALUE / 2;

    private Utf8Sequence() {
    }

    /**
     * Returns how many bytes follow the first byte of a character.
     *
     * @param at the index of the first byte, which is not ASCII
     * @return 1 to 3; a number larger than any array when the sequence is malformed or incomplete
     */
    public static int following(byte[] text, int at) {
        int first = text[at] & 0xff;
        int second = at + 1 < text.length ? text[at + 1] & 0xff : 0;
        if (first >= 0xc2 && first <= 0xdf) {
            return isBetween(second, 0x80, 0xbf) ? 1 : MALFORMED;
        }
        if (first >= 0xe0 && first <= 0xef) {
            int low = first == 0xe0 ? 0xa0 : 0x80; // no overlong form
            int high = first == 0xed ? 0x9f : 0xbf; // no half of a surrogate pair
            return isBetween(second, low, high) && continues(text, at + 2) ? 2 : MALFORMED;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            int low = first == 0xf0 ? 0x90 : 0x80;
            int high = first == 0xf4 ? 0x8f : 0xbf; // nothing above U+10FFFF
            return isBetween(second, low, high) && continues(text, at + 2) && continues(text, at + 3) ? 3 : MALFORMED;
        }
        return MALFORMED;
    }

    private static boolean continues(byte[] text, int at) {
        return at < text.length && isBetween(text[at] & 0xff, 0x80, 0xbf);
    }

    private static boolean isBetween(int value, int low, int high) {
        return value >= low && value <= high;
    }
}
