package io.alerthistory.json;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Cuts values that are too large. What is left is well-formed Unicode and valid JSON, and the same for the same value; a value
 * that is
 * not too large is given back itself.
 */
public final class Cut {

    private static final JsonFactory JSON = new JsonFactory();

    /** What stands in the place of a value that is no string, before the beginning of its text. */
    private static final String STUB = "{\"truncated\":true,\"text\":";

    private Cut() {
    }

    /** The first {@link Strings#LONGEST} characters; one less where a surrogate pair would be divided. */
    public static String string(String value) {
        return beginning(value, Strings.LONGEST);
    }

    /** The value with every string in it cut; the names of members stay. */
    public static JsonText strings(JsonText value) {
        if (value.text().length() <= Strings.LONGEST) {
            return value; // the usual case, without a look inside
        }
        StringWriter text = new StringWriter();
        boolean cut = false;
        try (JsonParser in = JSON.createParser(value.text()); JsonGenerator out = JSON.createGenerator(text)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() > Strings.LONGEST) {
                    out.writeString(string(in.getText()));
                    cut = true;
                } else if (in.currentToken().isNumeric()) {
                    out.writeNumber(in.getText());
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cut ? new JsonText(text.toString()) : value;
    }

    /**
     * A value of at most that many bytes of UTF-8: the beginning of a string, or for any other value
     * {@code {"truncated": true, "text": "…"}} with the beginning of its text; as much as fits.
     */
    public static JsonText bytes(JsonText value, int most) {
        String text = value.text();
        if (text.length() <= most / 3 // no character takes more than 3 bytes
                || text.getBytes(StandardCharsets.UTF_8).length <= most) {
            return value;
        }
        return text.startsWith("\"") ? quoted(value.tree().textValue(), most)
                : new JsonText(STUB + quoted(text, most - STUB.length() - 1).text() + "}");
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

    private static String beginning(String value, int length) {
        if (value.length() <= length) {
            return value;
        }
        return value.substring(0, length > 0 && Character.isLowSurrogate(value.charAt(length)) ? length - 1 : length);
    }
}
