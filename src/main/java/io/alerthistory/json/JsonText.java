package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One JSON value as it was sent: the order of members, members that come twice, the digits of numbers and white space inside
 * the value stay. It was valid when it was made.
 */
@JsonSerialize(using = JsonText.Serializer.class)
@JsonDeserialize(using = JsonTextDeserializer.class)
public final class JsonText {

    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build())
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Utf8 utf8;
    private final @Nullable StoredText stored;

    private JsonText(Utf8 utf8, @Nullable StoredText stored) {
        this.utf8 = utf8;
        this.stored = stored;
    }

    /** @param utf8 a valid JSON value without white space around it */
    public JsonText(Utf8 utf8) {
        this(utf8, null);
    }

    /** A value that is only written to a response, and not at hand for anything else. */
    public static JsonText stored(StoredText text) {
        return new JsonText(Utf8.of(""), text);
    }

    /** Where it is stored; null when it is at hand. */
    public @Nullable StoredText stored() {
        return stored;
    }

    /** @param text a valid JSON value without white space around it */
    public JsonText(String text) {
        this(Utf8.of(text));
    }

    public static JsonText of(JsonNode tree) {
        try {
            return new JsonText(Utf8.of(TREES.writeValueAsBytes(tree)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Utf8 utf8() {
        if (stored != null) {
            throw new IllegalStateException("not at hand: " + stored.place());
        }
        return utf8;
    }

    public String text() {
        return utf8().toString();
    }

    /** The number of bytes. */
    public int length() {
        return utf8.length();
    }

    /**
     * Lets values keep ranges of the bytes that a reader's parser reads, instead of copies.
     *
     * @param source stays as it is
     */
    public static ObjectReader keepingRanges(ObjectReader reader, byte[] source) {
        return reader.withAttribute(JsonTextDeserializer.SOURCE, source);
    }

    /** Parses the text; the numbers are exact. For what is small: a tree takes many times the memory of its text. */
    public JsonNode tree() {
        try (JsonParser in = parser()) {
            return TREES.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A parser before the first token. */
    public JsonParser parser() throws IOException {
        Utf8 text = utf8();
        return TREES.getFactory().createParser(text.array(), text.offset(), text.length());
    }

    /**
     * The value of a member of an object, as a range of its text. Of members of the same name the last one counts.
     *
     * @return null when this is no object or has no such member
     */
    public @Nullable JsonText member(String name) {
        JsonText found = null;
        try (JsonParser in = parser()) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals(name);
                in.nextToken();
                long start = in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                in.finishToken();
                if (wanted) {
                    long end = in.currentLocation().getByteOffset();
                    found = new JsonText(Utf8.of(utf8.array(), utf8.offset() + (int) start, utf8.offset() + (int) end));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over every string in it, at any depth, but no name of a member. */
    public void strings(Consumer<String> each) {
        try (JsonParser in = parser()) {
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
        return startsWith('{');
    }

    public boolean isArray() {
        return startsWith('[');
    }

    public boolean isString() {
        return startsWith('"');
    }

    /** Why it cannot be stored, for a value that was not checked; null when it can. Its strings may be of any length. */
    public @Nullable String defect() {
        try {
            return JsonTokens.defect(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether both are the same JSON value, whatever the order of members, the spelling of numbers and the white space. */
    public boolean sameValue(JsonText other) {
        return equals(other) || new ContentDigest().add("", this).hex().equals(new ContentDigest().add("", other).hex());
    }

    private boolean startsWith(char first) {
        return utf8.length() > 0 && utf8.array()[utf8.offset()] == first;
    }

    /** Whether both are written alike, byte for byte. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonText json && utf8.equals(json.utf8) && Objects.equals(stored, json.stored);
    }

    @Override
    public int hashCode() {
        return utf8.hashCode();
    }

    /** For messages of tests; no log line shows payloads. */
    @Override
    public String toString() {
        return stored == null ? text() : stored.toString();
    }

    /** For a field that may be truncated: its strings may be of any length. */
    public static final class AnyLength extends JsonTextDeserializer {

        private static final long serialVersionUID = 1L;

        public AnyLength() {
            super(Check.LENGTH_LATER);
        }
    }

    /** For a field whose value is checked apart, so that one defect does not refuse the whole body. */
    public static final class Unchecked extends JsonTextDeserializer {

        private static final long serialVersionUID = 1L;

        public Unchecked() {
            super(Check.NOTHING);
        }
    }

    static final class Serializer extends JsonSerializer<JsonText> {

        @Override
        public void serialize(JsonText value, JsonGenerator out, SerializerProvider context) throws IOException {
            if (value.stored != null) {
                JsonParts.of(context).stored(value.stored, out);
            } else if (value.length() >= JsonParts.LARGE && JsonParts.areWanted(context)) {
                JsonParts.of(context).large(value.utf8, out);
            } else {
                out.writeRawValue(new RawUtf8(value.utf8));
            }
        }
    }
}
