package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/**
 * The elements of an array, or a value that stands alone. Each is a range of the text and is checked later, so that one
 * invalid element does not refuse the others.
 *
 * @param isArray whether an array was sent
 * @param items at most 20,000
 */
@JsonDeserialize(using = JsonItems.Deserializer.class)
public record JsonItems(boolean isArray, List<JsonText> items) {

    private static final String TOO_MANY = "must have at most 20,000 elements";

    public JsonItems {
        items = List.copyOf(items);
    }

    /**
     * The elements of an array, or the value itself.
     *
     * @throws TooManyElementsException when there are more than 20,000
     */
    public static JsonItems of(JsonText value) {
        if (!value.isArray()) {
            return new JsonItems(false, List.of(value));
        }
        try (JsonParser in = value.parser()) {
            in.nextToken();
            return new JsonItems(true, elements(in, value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonText> elements(JsonParser in, JsonText array) throws IOException {
        List<JsonText> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == BoundedLists.MAX_ELEMENTS) {
                throw new TooManyElementsException();
            }
            elements.add(array.range(in));
        }
        return elements;
    }

    /** Reads a body. */
    public static final class Deserializer extends StdDeserializer<JsonItems> {

        private static final long serialVersionUID = 1L;

        public Deserializer() {
            super(JsonItems.class);
        }

        @Override
        public JsonItems deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonText value = new JsonText.Unchecked().deserialize(in, context);
            if (!value.isArray() && !value.isObject()) {
                throw new InvalidValueException(in, JsonItems.class, "must be an object or an array of objects");
            }
            try {
                return of(value);
            } catch (TooManyElementsException e) {
                throw new InvalidValueException(in, JsonItems.class, TOO_MANY);
            }
        }
    }
}
