package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Changes the string values of a JSON text; everything else stays byte for byte. */
public final class JsonStrings {

    private JsonStrings() {
    }

    /**
     * Replaces string values at any depth, without the names of members.
     *
     * @param replace gets a value with its escapes decoded, and returns what replaces it: well-formed Unicode, or the same
     *        object to leave the value as it was sent
     * @return the same object when nothing was replaced
     */
    public static JsonText replace(JsonText json, UnaryOperator<String> replace) {
        Utf8 text = json.utf8();
        Utf8Builder out = null;
        int copied = 0;
        try (JsonParser in = json.parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                int start = (int) in.currentTokenLocation().getByteOffset();
                String value = in.getText();
                String replaced = replace.apply(value);
                if (!isSame(replaced, value)) {
                    out = out == null ? new Utf8Builder() : out;
                    out.write(text.array(), text.offset() + copied, start - copied);
                    out.append('"').append(JsonEscape.escaped(Utf8.of(replaced))).append('"');
                    in.finishToken();
                    copied = (int) in.currentLocation().getByteOffset();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end(json, out, copied);
    }

    private static JsonText end(JsonText json, @Nullable Utf8Builder out, int copied) {
        if (out == null) {
            return json;
        }
        Utf8 text = json.utf8();
        out.write(text.array(), text.offset() + copied, text.length() - copied);
        return new JsonText(out.toUtf8());
    }

    @SuppressWarnings("ReferenceEquality") // comparing a megabyte again would say the same
    private static boolean isSame(String one, String other) {
        return one == other;
    }
}
