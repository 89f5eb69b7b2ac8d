package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;

/**
 * Collects the parts of a document while Jackson writes it. Small values become bytes. At a large value the current
 * bytes end, the value becomes a part of its own, and new bytes begin.
 */
public final class JsonParts {

    /** The size in bytes from which a value in memory becomes a part of its own instead of being copied. */
    static final int LARGE = 16_384;

    private static final Utf8 BEGIN = Utf8.of("[");
    private static final Utf8 COMMA = Utf8.of(",");
    private static final Utf8 END = Utf8.of("]");

    private static final String ATTRIBUTE = JsonParts.class.getName();

    private final List<JsonPart> parts = new ArrayList<>();
    private final Utf8Builder bytes = new Utf8Builder();

    private JsonParts() {
    }

    /** Returns the parts of a value, in order. */
    public static List<JsonPart> of(Object value, ObjectMapper mapper) {
        JsonParts parts = new JsonParts();
        ObjectWriter writer = mapper.writer().withAttribute(ATTRIBUTE, parts);
        try (JsonGenerator out = mapper.getFactory().createGenerator(parts.bytes)) {
            writer.writeValue(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a defect of this service: it writes only to memory
        }
        parts.endBytes();
        return parts.parts;
    }

    static JsonParts of(SerializerProvider context) {
        return Objects.requireNonNull((JsonParts) context.getAttribute(ATTRIBUTE), "a stored text has no place here");
    }

    /** Whether the current document is written in parts; otherwise it is written as a whole. */
    static boolean areWanted(SerializerProvider context) {
        return context.getAttribute(ATTRIBUTE) != null;
    }

    /** Writes a value that stays in the database for now. */
    void stored(StoredText text, JsonGenerator out) throws IOException {
        add(new JsonPart.Stored(text), out);
    }

    /** Writes a large value that is in memory. */
    void large(Utf8 text, JsonGenerator out) throws IOException {
        add(JsonPart.Bytes.of(text), out);
    }

    /** Writes an array of JSON values. In a document of parts they are not copied. */
    public static void array(List<JsonText> values, JsonGenerator out, SerializerProvider context) throws IOException {
        if (values.isEmpty() || !areWanted(context)) {
            out.writeStartArray();
            for (JsonText value : values) {
                context.defaultSerializeValue(value, out);
            }
            out.writeEndArray();
            return;
        }
        List<Utf8> texts = new ArrayList<>(2 * values.size() + 1);
        for (JsonText value : values) {
            texts.add(texts.isEmpty() ? BEGIN : COMMA);
            texts.add(value.utf8());
        }
        texts.add(END);
        of(context).add(new JsonPart.Bytes(texts), out);
    }

    /** Writes a value whose parts are created later. */
    public static void later(JsonPart.Source source, JsonGenerator out, SerializerProvider context) throws IOException {
        of(context).add(new JsonPart.Later(source), out);
    }

    private void add(JsonPart part, JsonGenerator out) throws IOException {
        out.writeRawValue(""); // writes the separator between the value before and this one
        out.flush();
        endBytes();
        parts.add(part);
    }

    private void endBytes() {
        if (bytes.length() > 0) {
            parts.add(JsonPart.Bytes.of(bytes.take()));
        }
    }
}
