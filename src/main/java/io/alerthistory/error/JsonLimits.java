package io.alerthistory.error;

import java.util.Locale;

import io.alerthistory.json.Utf8Sequence;

/**
 * The limits of a JSON text. They are checked in one pass over its bytes before a parser creates objects: three million
 * empty arrays are 7 MB as text and 100 MB as objects.
 */
public final class JsonLimits {

    /** The maximum number of members of all objects together. */
    public static final int MAX_MEMBERS = 100_000;

    /** The maximum number of values of all arrays and objects together. */
    public static final int MAX_ELEMENTS = 1_000_000;

    private JsonLimits() {
    }

    /**
     * Checks the limits, the encoding, and that no record has a member twice. Does not check the syntax.
     *
     * @param what what to call the text in a message: body or line
     * @throws ProblemException 422 when it has too many members or elements, or a duplicate member, 400 when it is not
     *         UTF-8 (RFC 8259, 8.1)
     */
    public static void check(byte[] text, String what) {
        check(text, what, MAX_MEMBERS);
    }

    /**
     * The same with another maximum number of members.
     *
     * @throws ProblemException as above
     */
    public static void check(byte[] text, String what, int maxMembers) {
        int members = 0;
        int elements = 0;
        MemberNames names = new MemberNames(text);
        int stringStart = 0;
        boolean string = false;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b < 0) {
                i = sequenceEnd(text, i, what);
            } else if (string) {
                if (b == '\\') {
                    i = escapeEnd(text, i);
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
            } else if (b == 0) { // UTF-16 and UTF-32 have a zero byte beside every ASCII character
                throw JsonErrors.notText(what);
            }
        }
        require(members <= maxMembers, what,
                members + " members; at most " + String.format(Locale.ROOT, "%,d", maxMembers) + " are accepted");
        require(elements <= MAX_ELEMENTS, what, elements + " values; at most 1,000,000 are accepted");
    }

    private static int sequenceEnd(byte[] text, int start, String what) {
        int end = start + Utf8Sequence.following(text, start);
        if (end >= text.length) {
            throw JsonErrors.notText(what);
        }
        return end;
    }

    private static int escapeEnd(byte[] text, int backslash) {
        boolean isAscii = backslash + 1 >= text.length || text[backslash + 1] >= 0;
        return isAscii ? backslash + 1 : backslash; // no escape sequence: the parser refuses it
    }

    private static void require(boolean holds, String what, String found) {
        if (!holds) {
            throw new ProblemException(ErrorCode.INVALID_FIELD, "The " + what + " has " + found);
        }
    }
}
