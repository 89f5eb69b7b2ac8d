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
 * Cuts values that are too large. What is left is well-formed Unicode and valid JSON, and the same for the same value; a value
 * that is
 * not too large is given back itself.
 */
public final class Truncation {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

    /** What stands in the place of a value that is no string, before the beginning of its text. */
    private static final String STUB = "{\"truncated\":true,\"text\":";

    private Truncation() {
    }

    /** The first {@link Strings#LONGEST} characters; one less where a surrogate pair would be divided. */
    public static String string(String value) {
        return beginning(value, Strings.LONGEST);
    }

    /** The value with every string in it cut; the names of members stay. */
    public static JsonText strings(JsonText value) {
        if (value.length() <= Strings.LONGEST || !hasLongString(value)) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        try (JsonParser in = value.parser(); JsonGenerator out = JSON.createGenerator(bytes)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() > Strings.LONGEST) {
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
                if (token == JsonToken.VALUE_STRING && in.getTextLength() > Strings.LONGEST) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A value of at most that many bytes of UTF-8: the beginning of a string, or for any other value
     * {@code {"truncated": true, "text": "…"}} with the beginning of its text; as much as fits.
     */
    public static JsonText bytes(JsonText value, int most) {
        if (value.length() <= most || CompactSize.of(value) <= most) {
            return value;
        }
        return value.isString() ? quoted(value.tree().textValue(), most)
                : new JsonText(STUB + quoted(value.text(), most - STUB.length() - 1).text() + "}");
    }

    private static JsonText quoted(String value, int most) {
        int length = 0;
        for (int left = most - 2; length < value.length(); length++) { // less the quotation marks
            left -= bytes(value, length);
            if (left < 0) {
                break;
            }
        }
        return JsonText.of(TextNode.valueOf(beginning(value, length)));
    }

    /** What the character at that place takes in JSON; of a surrogate pair each takes a half. */
    private static int bytes(String value, int place) {
        char c = value.charAt(place);
        if (c < ' ') {
            return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
        }
        return c == '"' || c == '\\' || (c >= 0x80 && c < 0x800) || Character.isSurrogate(c) ? 2 : c < 0x80 ? 1 : 3;
    }

    /** The first so many characters; one less where a surrogate pair would be divided. */
    public static String beginning(String value, int length) {
        if (value.length() <= length) {
            return value;
        }
        return value.substring(0, length > 0 && Character.isLowSurrogate(value.charAt(length)) ? length - 1 : length);
    }
}
