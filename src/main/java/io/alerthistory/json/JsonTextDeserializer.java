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
 * Takes a value as a range of the body's bytes, once every token of it was checked: no tree, no copy. A parser whose bytes are
 * not at hand has its tokens written to new ones.
 */
class JsonTextDeserializer extends StdDeserializer<JsonText> {

    private static final long serialVersionUID = 1L;

    /** The attribute of a reader under which the bytes stand that its parser reads. */
    static final String SOURCE = BodyStream.class.getName();

    /** How closely a value is looked at. Its syntax always is. */
    enum Check {
        /** Whatever cannot be stored is refused. */
        EVERYTHING,
        /** Strings may be longer than the limit: who truncates them holds them to it. */
        LENGTH_LATER,
        NOTHING
    }

    /** Characters of the path to a defect within a value. */
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

    /** Where the value stands that begins with the parser's token. */
    private static JsonStreamContext outside(JsonParser in) {
        JsonStreamContext here = in.getParsingContext();
        return in.currentToken().isStructStart() ? here.getParent() : here;
    }

    /** Adds the place within the value, unless names make it long. */
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
