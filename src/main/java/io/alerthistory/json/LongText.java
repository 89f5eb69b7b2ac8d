package io.alerthistory.json;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/** A string of a response: in memory, or in the database, where a long one stays until it is written. */
@JsonSerialize(using = LongText.Serializer.class)
public final class LongText {

    private final @Nullable String text;
    private final @Nullable StoredText stored;

    private LongText(@Nullable String text, @Nullable StoredText stored) {
        this.text = text;
        this.stored = stored;
    }

    /** Makes a string of its text, or else of its place in the database; null when both are null. */
    public static @Nullable LongText of(@Nullable String text, @Nullable StoredText stored) {
        return text == null && stored == null ? null : new LongText(text, stored);
    }

    public static @Nullable LongText of(@Nullable String text) {
        return of(text, null);
    }

    /** The text when it is in memory. */
    public Optional<String> inMemory() {
        return Optional.ofNullable(stored == null ? text : null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LongText value && Objects.equals(text, value.text) && Objects.equals(stored, value.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, stored);
    }

    /** For messages of tests. */
    @Override
    public String toString() {
        return String.valueOf(stored == null ? text : stored);
    }

    static final class Serializer extends JsonSerializer<LongText> {

        @Override
        public void serialize(LongText value, JsonGenerator out, SerializerProvider context) throws IOException {
            if (value.stored != null) {
                JsonParts.of(context).stored(value.stored, out);
            } else {
                out.writeString(value.text);
            }
        }
    }
}
