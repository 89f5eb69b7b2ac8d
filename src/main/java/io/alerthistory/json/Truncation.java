package io.alerthistory.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Truncates values that are too large. The result is well-formed Unicode and valid JSON, and is the same for the same
 * value. A value that is not too large is returned unchanged.
 */
public final class Truncation {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

    /** The beginning of the replacement for a value that is not a string; the start of its text follows. */
    private static final String STUB = "{\"truncated\":true,\"text\":";

    private Truncation() {
    }

    /** Keeps the first {@link Strings#MAX_LENGTH} characters; one less where a surrogate pair would be divided. */
    public static String string(String value) {
        return beginning(value, Strings.MAX_LENGTH);
    }

    /** Truncates every string in a value, except the names of members. */
    public static JsonText strings(JsonText value) {
        if (value.length() <= Strings.MAX_LENGTH || !hasLongString(value)) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        try (JsonParser in = value.parser(); JsonGenerator out = JSON.createGenerator(bytes)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() > Strings.MAX_LENGTH) {
                    out.writeString(string(in.getText()));
                } else if (in.currentToken().isNumeric()) {
                    out.writeNumber(in.getText());
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JsonText(Utf8.of(bytes.toByteArray()));
    }

    private static boolean hasLongString(JsonText value) {
        try (JsonParser in = value.parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING && in.getTextLength() > Strings.MAX_LENGTH) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Truncates a value to a number of bytes of UTF-8. A string keeps its beginning. Any other value becomes
     * {@code {"truncated": true, "text": "…"}} with as much of its text as fits.
     */
    public static JsonText bytes(JsonText value, int maxBytes) {
        if (value.length() <= maxBytes || CompactSize.of(value) <= maxBytes) {
            return value;
        }
        return value.isString() ? quoted(value.tree().textValue(), maxBytes)
                : new JsonText(STUB + quoted(value.text(), maxBytes - STUB.length() - 1).text() + "}");
    }

    private static JsonText quoted(String value, int maxBytes) {
        int length = 0;
        for (int left = maxBytes - 2; length < value.length(); length++) { // without the quotation marks
            left -= bytes(value, length);
            if (left < 0) {
                break;
            }
        }
        return JsonText.of(TextNode.valueOf(beginning(value, length)));
    }

    /** The size of the character at an index in JSON; each half of a surrogate pair counts half. */
    private static int bytes(String value, int place) {
        char c = value.charAt(place);
        if (c < ' ') {
            return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
        }
        return c == '"' || c == '\\' || (c >= 0x80 && c < 0x800) || Character.isSurrogate(c) ? 2 : c < 0x80 ? 1 : 3;
    }

    /** Keeps the first {@code length} characters; one less where a surrogate pair would be divided. */
    public static String beginning(String value, int length) {
        if (value.length() <= length) {
            return value;
        }
        return value.substring(0, length > 0 && Character.isLowSurrogate(value.charAt(length)) ? length - 1 : length);
    }
}
