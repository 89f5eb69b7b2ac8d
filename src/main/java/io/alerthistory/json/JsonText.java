package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * One JSON value exactly as it was sent, including the order of members, duplicate members, the notation of numbers and
 * white space. It was valid when it was created.
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

    /**
     * Makes a value of its text.
     *
     * @param utf8 a valid JSON value without white space around it
     */
    public JsonText(Utf8 utf8) {
        this(utf8, null);
    }

    /** A value that is in the database and can only be written to a response. */
    public static JsonText stored(StoredText text) {
        return new JsonText(Utf8.of(""), text);
    }

    /** Its place in the database; null when it is in memory. */
    public @Nullable StoredText stored() {
        return stored;
    }

    /**
     * Makes a value of its text.
     *
     * @param text a valid JSON value without white space around it
     */
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
     * Lets deserialized values refer to ranges of the parser's bytes instead of copying them.
     *
     * @param source the bytes that the parser reads; must not be changed afterwards
     */
    public static ObjectReader keepingRanges(ObjectReader reader, byte[] source) {
        return reader.withAttribute(JsonTextDeserializer.SOURCE, source);
    }

    /** Parses the text; numbers are exact. Only for small values: a tree takes many times the memory of its text. */
    public JsonNode tree() {
        try (JsonParser in = parser()) {
            return TREES.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A parser that stands before the first token. */
    public JsonParser parser() throws IOException {
        Utf8 text = utf8();
        return TREES.getFactory().createParser(text.array(), text.offset(), text.length());
    }

    /**
     * Returns the value of a member of this object, as a range of its text. Of duplicate members the last one counts.
     *
     * @return null when this is not an object or has no such member
     */
    public @Nullable JsonText member(String name) {
        return members(Set.of(name)).get(name);
    }

    /**
     * Returns the values of members of this object by their names, as ranges of its text, in one pass. Of duplicate members the
     * last one counts.
     *
     * @return those that are there; none when this is not an object
     */
    public Map<String, JsonText> members(Set<String> names) {
        Map<String, JsonText> found = new HashMap<>();
        try (JsonParser in = parser()) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return found;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                JsonText value = range(in);
                if (names.contains(name)) {
                    found.put(name, value);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the value that begins at the current token, as a range of this text, and moves the parser to its last
     * token.
     *
     * @param in a parser of this text
     */
    public JsonText range(JsonParser in) throws IOException {
        long start = in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        long end = in.currentLocation().getByteOffset();
        return new JsonText(Utf8.of(utf8.array(), utf8.offset() + (int) start, utf8.offset() + (int) end));
    }

    /** Passes every string value at any depth to a consumer, without the names of members. */
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

    /** Returns why a value that was not checked cannot be stored; null when it can. Its strings may have any length. */
    public @Nullable String defect() {
        try {
            return JsonTokens.defect(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether both are the same JSON value, independent of the order of members, the notation of numbers and white
     * space.
     */
    public boolean sameValue(JsonText other) {
        return equals(other) || new ContentDigest().add("", this).hex().equals(new ContentDigest().add("", other).hex());
    }

    private boolean startsWith(char first) {
        return utf8.length() > 0 && utf8.array()[utf8.offset()] == first;
    }

    /** Whether both texts are the same, byte for byte. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonText json && utf8.equals(json.utf8) && Objects.equals(stored, json.stored);
    }

    @Override
    public int hashCode() {
        return utf8.hashCode();
    }

    /** For messages of tests; no log line contains payloads. */
    @Override
    public String toString() {
        return stored == null ? text() : stored.toString();
    }

    /** For a field that may be truncated: its strings may have any length. */
    public static final class AnyLength extends JsonTextDeserializer {

        private static final long serialVersionUID = 1L;

        public AnyLength() {
            super(Check.LENGTH_LATER);
        }
    }

    /** For a field whose value is checked later, so that one invalid value does not refuse the whole body. */
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
