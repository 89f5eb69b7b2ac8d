package io.alerthistory.json;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/** Which strings can be stored as they were sent. PostgreSQL holds no U+0000, and UTF-8 no half of a surrogate pair. */
public final class Strings {

    private Strings() {
    }

    /** Why the string cannot be stored; null when it can. */
    public static @Nullable String defect(String value) {
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

    static String storable(String value, DeserializationContext context) throws IOException {
        String defect = defect(value);
        return defect == null ? value : context.reportInputMismatch(String.class, "%s", defect);
    }

    /** A string field takes a JSON string and nothing else: a number is not quietly turned into text. */
    static final class Deserializer extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(String.class, "must be a string");
            }
            return storable(in.getText(), context);
        }
    }
}
