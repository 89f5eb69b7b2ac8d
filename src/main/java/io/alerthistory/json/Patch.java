package io.alerthistory.json;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;

/**
 * One member of a JSON merge patch (RFC 7396): not sent, sent as null (which clears the field), or sent with a value.
 *
 * @param sent whether the document has the member
 * @param value its value; null when it was not sent or sent as null
 */
@JsonDeserialize(using = Patch.Deserializer.class)
public record Patch<T>(boolean sent, @Nullable T value) {

    public static <T> Patch<T> of(T value) {
        return new Patch<>(true, value);
    }

    public static <T> Patch<T> cleared() {
        return new Patch<>(true, null);
    }

    public static <T> Patch<T> absent() {
        return new Patch<>(false, null);
    }

    public @Nullable T or(@Nullable T current) {
        return sent ? value : current;
    }

    static final class Deserializer extends JsonDeserializer<Patch<?>> implements ContextualDeserializer {

        private final @Nullable JavaType type;

        Deserializer() {
            this(null);
        }

        private Deserializer(@Nullable JavaType type) {
            this.type = type;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Deserializer(property.getType().containedType(0));
        }

        @Override
        public Patch<?> deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Patch.of(context.readValue(in, java.util.Objects.requireNonNull(type)));
        }

        @Override
        public Patch<?> getNullValue(DeserializationContext context) {
            return cleared();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return absent();
        }
    }
}
