package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One JSON value as compact text. It was valid when it was made; numbers keep every digit and members keep their order.
 *
 * @param text the value, without insignificant white space when it came over HTTP
 */
@JsonSerialize(using = JsonText.Serializer.class)
@JsonDeserialize(using = JsonTextDeserializer.class)
public record JsonText(String text) {

    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    private static final JsonMapper TREES = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public static JsonText of(JsonNode tree) {
        try {
            return new JsonText(TREES.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses the text; the numbers are exact. */
    public JsonNode tree() {
        try {
            return TREES.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over every string in it, at any depth, but no name of a member. */
    public void strings(Consumer<String> each) {
        try (JsonParser in = TREES.createParser(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    each.accept(in.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isObject() {
        return text.startsWith("{");
    }

    public boolean isArray() {
        return text.startsWith("[");
    }

    /** Whether both are the same JSON value, whatever the order of members, the spelling of numbers and the white space. */
    public boolean sameValue(JsonText other) {
        return text.equals(other.text)
                || new ContentDigest().add("", this).hex().equals(new ContentDigest().add("", other).hex());
    }

    /** For a field that may be cut: its strings may be of any length. */
    public static final class AnyLength extends JsonTextDeserializer {

        private static final long serialVersionUID = 1L;

        public AnyLength() {
            super(true);
        }
    }

    static final class Serializer extends JsonSerializer<JsonText> {

        @Override
        public void serialize(JsonText value, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeRawValue(value.text);
        }
    }
}
