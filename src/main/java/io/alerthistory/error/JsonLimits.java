package io.alerthistory.error;

import io.alerthistory.json.Utf8Sequence;

/**
 * What a JSON text may have at most, found out in one pass over its bytes before a parser makes objects of it: three million
 * empty arrays are seven megabytes as text and a hundred as objects.
 */
public final class JsonLimits {

    /** Members of all objects together. */
    public static final int MAX_MEMBERS = 100_000;

    /** Values of all arrays and objects together. */
    public static final int MAX_ELEMENTS = 1_000_000;

    private JsonLimits() {
    }

    /**
     * Checks a text for its size, its encoding and members that a record has twice, not for its syntax.
     *
     * @param what the text in a message: body or line
     * @throws ProblemException 422 when it has too many members or elements, or one twice, 400 when it is not UTF-8 (RFC 8259,
     *         8.1)
     */
    public static void check(byte[] text, String what) {
        int members = 0;
        int elements = 0;
        MemberNames names = new MemberNames(text);
        int stringStart = 0;
        boolean string = false;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b < 0) {
                i += Utf8Sequence.following(text, i);
                if (i >= text.length) {
                    throw JsonErrors.notText(what);
                }
            } else if (string) {
                if (b == '\\') {
                    i++;
                    if (i < text.length && text[i] < 0) {
                        i--; // no escape at all: the parser says so
                    }
                } else if (b == '"') {
                    string = false;
                    names.string(stringStart, i);
                }
            } else if (b == '"') {
                string = true;
                stringStart = i + 1;
            } else if (b == ':') {
                members++;
                names.colon();
            } else if (b == ',') {
                elements++;
                names.comma();
            } else if (b == '[' || b == '{') {
                elements++;
                names.open(b);
            } else if (b == ']' || b == '}') {
                names.close();
            } else if (b == 0) { // UTF-16 and UTF-32 have it beside every character of ASCII
                throw JsonErrors.notText(what);
            }
        }
        require(members <= MAX_MEMBERS, what, members + " members; at most 100,000");
        require(elements <= MAX_ELEMENTS, what, elements + " values; at most 1,000,000");
    }

    private static void require(boolean holds, String what, String found) {
        if (!holds) {
            throw new ProblemException(ErrorCode.INVALID_FIELD, "The " + what + " has " + found + " are taken");
        }
    }
}
