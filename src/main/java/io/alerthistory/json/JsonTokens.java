package io.alerthistory.json;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Decides which tokens of a JSON value can be stored. Strings are checked in the parser's own buffer. */
final class JsonTokens {

    private JsonTokens() {
    }

    /** Returns why the first invalid token cannot be stored; null when all can. The length of a string is not checked. */
    static @Nullable String defect(JsonText value) throws IOException {
        try (JsonParser in = value.parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                String defect = switch (token) {
                    case FIELD_NAME -> nameDefect(in);
                    case VALUE_STRING -> stringDefect(in, true);
                    case VALUE_NUMBER_FLOAT -> Numbers.defect(in.getText());
                    default -> null;
                };
                if (defect != null) {
                    return defect;
                }
            }
        }
        return null;
    }

    static @Nullable String nameDefect(JsonParser in) throws IOException {
        return Strings.defect(in.currentName());
    }

    static @Nullable String stringDefect(JsonParser in, boolean anyLength) throws IOException {
        int length = in.getTextLength();
        if (length > Strings.MAX_LENGTH && !anyLength) {
            return Strings.TOO_LONG;
        }
        return Strings.defect(in.getTextCharacters(), in.getTextOffset(), length);
    }
}
