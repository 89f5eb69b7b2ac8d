package io.alerthistory.error;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;

/**
 * The names of the members of a record: of the object that a text is, or of each object in the array that it is. RFC 8259
 * leaves
 * open what a name that comes twice means, and of two values of a field one would be lost. In a payload, further down, they
 * stay.
 */
final class MemberNames {

    private final byte[] text;
    private final Set<Utf8> seen = new HashSet<>();

    /** How many objects and arrays stand around this place. */
    private int depth;

    /** How many there are around a member of a record: 1, and 2 in an array of records. */
    private int ofRecord = Integer.MIN_VALUE;

    /** The record's place in the array. */
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

    /** @param start of the characters between the quotation marks; the end is that of the second mark */
    void string(int start, int end) {
        stringStart = start;
        stringEnd = end;
    }

    /**
     * The string before was a name.
     *
     * @throws ProblemException 422 when its record has it already
     */
    void colon() {
        if (depth == ofRecord && stringEnd > stringStart && !seen.add(name())) {
            throw ProblemException.invalidField(
                    (ofRecord == 2 ? "/" + index : "") + "/" + JsonPointers.escaped(name().toString()),
                    "stands there twice");
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

    /** What is no escape is told by the parser. */
    private static Utf8 unescaped(Utf8 name) {
        try {
            return Utf8.of(new JsonText("\"" + name + "\"").tree().asText());
        } catch (UncheckedIOException noJson) {
            return name;
        }
    }
}
