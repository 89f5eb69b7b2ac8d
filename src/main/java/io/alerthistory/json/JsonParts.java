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
 * The parts of one document, gathered while Jackson writes it: what is small becomes bytes, and where a large value stands the
 * bytes end, the value becomes a part of its own, and others begin.
 */
public final class JsonParts {

    /** Bytes from which a value at hand is handed on as it is instead of being copied. */
    static final int LARGE = 16_384;

    private static final Utf8 BEGIN = Utf8.of("[");
    private static final Utf8 COMMA = Utf8.of(",");
    private static final Utf8 END = Utf8.of("]");

    private static final String ATTRIBUTE = JsonParts.class.getName();

    private final List<JsonPart> parts = new ArrayList<>();
    private final Utf8Builder bytes = new Utf8Builder();

    private JsonParts() {
    }

    /** The parts of a value, in order. */
    public static List<JsonPart> of(Object value, ObjectMapper mapper) {
        JsonParts parts = new JsonParts();
        ObjectWriter writer = mapper.writer().withAttribute(ATTRIBUTE, parts);
        try (JsonGenerator out = mapper.getFactory().createGenerator(parts.bytes)) {
            writer.writeValue(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a defect of ours: nothing is written outside of memory
        }
        parts.cut();
        return parts.parts;
    }

    static JsonParts of(SerializerProvider context) {
        return Objects.requireNonNull((JsonParts) context.getAttribute(ATTRIBUTE), "a stored text has no place here");
    }

    /** Whether a document is written in parts; else it is written whole. */
    static boolean areWanted(SerializerProvider context) {
        return context.getAttribute(ATTRIBUTE) != null;
    }

    /** Writes a value that stays in the database for now. */
    void stored(StoredText text, JsonGenerator out) throws IOException {
        add(new JsonPart.Stored(text), out);
    }

    /** Writes a value that is large and at hand. */
    void large(Utf8 text, JsonGenerator out) throws IOException {
        add(JsonPart.Bytes.of(text), out);
    }

    /** Writes an array of values that are JSON already; where the document is made of parts, without copying them. */
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

    /** Writes a value whose parts are made later. */
    public static void later(JsonPart.Source source, JsonGenerator out, SerializerProvider context) throws IOException {
        of(context).add(new JsonPart.Later(source), out);
    }

    private void add(JsonPart part, JsonGenerator out) throws IOException {
        out.writeRawValue(""); // what stands between the value before and this one
        out.flush();
        cut();
        parts.add(part);
    }

    private void cut() {
        if (bytes.length() > 0) {
            parts.add(JsonPart.Bytes.of(bytes.take()));
        }
    }
}
