package io.alerthistory.error;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;

/**
 * Finds duplicate members of a record, which is the object that a text consists of, or each object in its array. RFC
 * 8259 does not define what a duplicate name means, and one of the two values would be lost. Duplicates deeper in a
 * payload are kept as they are.
 */
final class MemberNames {

    private final byte[] text;
    private final Set<Utf8> seen = new HashSet<>();

    /** The number of objects and arrays that enclose the current position. */
    private int depth;

    /** The depth of a record's members: 1, or 2 in an array of records. */
    private int ofRecord = Integer.MIN_VALUE;

    /** The index of the current record in the array. */
    private int index;

    private int stringStart;
    private int stringEnd;

    MemberNames(byte[] text) {
        this.text = text;
    }

    void open(byte bracket) {
        if (depth == 0) {
            ofRecord = bracket == '[' ? 2 : 1;
        }
        depth++;
        if (depth == ofRecord) {
            seen.clear();
        }
    }

    void close() {
        depth--;
    }

    void comma() {
        if (depth == 1 && ofRecord == 2) {
            index++;
        }
    }

    /**
     * Notes a string.
     *
     * @param start the offset after the opening quotation mark
     * @param end the offset of the closing one
     */
    void string(int start, int end) {
        stringStart = start;
        stringEnd = end;
    }

    /**
     * Notes that the string before was a member name.
     *
     * @throws ProblemException 422 when its record already has it
     */
    void colon() {
        if (depth == ofRecord && stringEnd > stringStart && !seen.add(name())) {
            throw ProblemException.invalidField(
                    (ofRecord == 2 ? "/" + index : "") + "/" + JsonPointers.escaped(name().toString()),
                    "must not be sent twice");
        }
    }

    private Utf8 name() {
        Utf8 sent = Utf8.of(text, stringStart, stringEnd);
        for (int i = stringStart; i < stringEnd; i++) {
            if (text[i] == '\\') {
                return unescaped(sent);
            }
        }
        return sent;
    }

    /** Leaves invalid escape sequences to the parser, which refuses them. */
    private static Utf8 unescaped(Utf8 name) {
        try {
            return Utf8.of(new JsonText("\"" + name + "\"").tree().asText());
        } catch (UncheckedIOException noJson) {
            return name;
        }
    }
}
