package io.alerthistory.json;

import java.io.IOException;
import java.nio.CharBuffer;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Decides which strings can be stored. PostgreSQL cannot store U+0000, and UTF-8 cannot encode half of a surrogate
 * pair.
 */
public final class Strings {

    /**
     * The contract's maximum length of a string, in UTF-16 code units: a character outside the basic multilingual plane
     * counts twice, as in JSON's escapes.
     */
    public static final int MAX_LENGTH = 1_048_576;

    /** The message for a longer string. */
    public static final String TOO_LONG = "must have at most 1,048,576 characters in each string";

    private Strings() {
    }

    /** Returns why the string cannot be stored; null when it can. */
    public static @Nullable String defect(String value) {
        return defectOf(value);
    }

    /** The same for characters in an array, without copying them. */
    static @Nullable String defect(char[] characters, int offset, int length) {
        return defectOf(CharBuffer.wrap(characters, offset, length));
    }

    private static @Nullable String defectOf(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                return "must not contain the character U+0000";
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    return "must be well-formed Unicode: it contains half of a surrogate pair";
                }
                i++;
            }
        }
        return null;
    }

    /** Returns the value if it can be stored. With {@code anyLength}, the limit is checked later. */
    static String storable(String value, boolean anyLength, DeserializationContext context) throws IOException {
        String defect = anyLength || value.length() <= MAX_LENGTH ? defect(value) : TOO_LONG;
        if (defect != null) {
            throw new InvalidValueException(context.getParser(), String.class, defect);
        }
        return value;
    }

    /** A string field accepts only a JSON string: a number is not converted. */
    static class Deserializer extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        private final boolean anyLength;

        Deserializer() {
            this(false);
        }

        private Deserializer(boolean anyLength) {
            super(String.class);
            this.anyLength = anyLength;
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new InvalidValueException(in, String.class, "must be a string");
            }
            return storable(in.getText(), anyLength, context);
        }
    }

    /** For a field that may be truncated: accepts a string of any length. */
    public static final class AnyLength extends Deserializer {

        private static final long serialVersionUID = 1L;

        public AnyLength() {
            super(true);
        }
    }
}
