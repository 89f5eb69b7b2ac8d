package io.alerthistory.json;

import java.io.IOException;
import java.io.StringWriter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/** Copies a value token by token, so that it is checked without building a tree and no number loses a digit. */
class JsonTextDeserializer extends StdDeserializer<JsonText> {

    private static final long serialVersionUID = 1L;

    private final boolean anyLength;

    JsonTextDeserializer() {
        this(false);
    }

    /** @param anyLength whether its strings may be longer than the limit */
    JsonTextDeserializer(boolean anyLength) {
        super(JsonText.class);
        this.anyLength = anyLength;
    }

    @Override
    public JsonText deserialize(JsonParser in, DeserializationContext context) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = in.getCodec().getFactory().createGenerator(text)) {
            int depth = 0;
            do {
                JsonToken token = in.currentToken();
                copy(token, in, out, context);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && in.nextToken() != null);
        }
        return new JsonText(text.toString());
    }

    private void copy(JsonToken token, JsonParser in, JsonGenerator out, DeserializationContext context)
            throws IOException {
        switch (token) {
            case FIELD_NAME -> out.writeFieldName(Strings.storable(in.currentName(), false, context));
            case VALUE_STRING -> out.writeString(Strings.storable(in.getText(), anyLength, context));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(Numbers.storable(in.getText(), context));
            default -> out.copyCurrentEvent(in);
        }
    }
}
