package io.alerthistory.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * Checks every token of a value and keeps the value as a range of the body's bytes: no tree, no copy. When the parser's
 * bytes are not available, it writes the tokens to a new array.
 */
class JsonTextDeserializer extends StdDeserializer<JsonText> {

    private static final long serialVersionUID = 1L;

    /** The reader's attribute that holds the bytes its parser reads. */
    static final String SOURCE = BodyStream.class.getName();

    /** How much of a value is checked, besides its syntax. */
    enum Check {
        /** Refuses everything that cannot be stored. */
        EVERYTHING,
        /** Accepts strings over the limit, which are truncated or refused later. */
        LENGTH_LATER,
        NOTHING
    }

    /** The maximum length of the path to an error within a value, in characters. */
    private static final int MAX_PATH = 1000;

    private final Check check;

    JsonTextDeserializer() {
        this(Check.EVERYTHING);
    }

    JsonTextDeserializer(Check check) {
        super(JsonText.class);
        this.check = check;
    }

    @Override
    public JsonText deserialize(JsonParser in, DeserializationContext context) throws IOException {
        byte[] source = source(in, context);
        if (source == null) {
            return copy(in);
        }
        return range(source, (int) in.currentTokenLocation().getByteOffset(), in);
    }

    private static byte @Nullable [] source(JsonParser in, DeserializationContext context) {
        if (context.getAttribute(SOURCE) instanceof byte[] bytes) {
            return bytes;
        }
        return in.getInputSource() instanceof BodyStream body ? body.bytes() : null;
    }

    private JsonText range(byte[] source, int start, JsonParser in) throws IOException {
        int depth = 0;
        JsonStreamContext outside = outside(in);
        do {
            JsonToken token = in.currentToken();
            check(token, in, outside);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && in.nextToken() != null);
        in.finishToken();
        return new JsonText(Utf8.of(source, start, (int) in.currentLocation().getByteOffset()));
    }

    private JsonText copy(JsonParser in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = in.getCodec().getFactory().createGenerator(bytes)) {
            int depth = 0;
            JsonStreamContext outside = outside(in);
            do {
                JsonToken token = in.currentToken();
                check(token, in, outside);
                if (token.isNumeric()) {
                    out.writeNumber(in.getText());
                } else {
                    out.copyCurrentEvent(in);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && in.nextToken() != null);
        }
        return new JsonText(Utf8.of(bytes.toByteArray()));
    }

    private void check(JsonToken token, JsonParser in, JsonStreamContext outside) throws IOException {
        if (check == Check.NOTHING) {
            return;
        }
        String defect = switch (token) {
            case FIELD_NAME -> JsonTokens.nameDefect(in);
            case VALUE_STRING -> JsonTokens.stringDefect(in, check == Check.LENGTH_LATER);
            case VALUE_NUMBER_FLOAT -> Numbers.defect(in.getText());
            default -> null;
        };
        if (defect != null) {
            throw within(in, outside, new InvalidValueException(in, String.class, defect));
        }
    }

    /** The context that encloses the current token's value. */
    private static JsonStreamContext outside(JsonParser in) {
        JsonStreamContext here = in.getParsingContext();
        return in.currentToken().isStructStart() ? here.getParent() : here;
    }

    /** Adds the path within the value, unless it is too long. */
    private static MismatchedInputException within(JsonParser in, JsonStreamContext outside, MismatchedInputException e) {
        List<JsonMappingException.Reference> path = new ArrayList<>();
        int length = 0;
        for (JsonStreamContext place = in.getParsingContext(); place != null && place != outside; place = place.getParent()) {
            String name = place.getCurrentName();
            length += name == null ? 1 : name.length();
            path.add(place.inArray() ? new JsonMappingException.Reference(null, place.getCurrentIndex())
                    : new JsonMappingException.Reference(null, name == null ? "" : name));
        }
        if (length <= MAX_PATH) {
            path.forEach(e::prependPath);
        }
        return e;
    }
}
