package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * The digest of JSON by its value. It is taken token by token: a tree of a large text would take many times its memory, and
 * recursion
 * over a deep one more stack than a thread has.
 */
final class JsonDigest {

    private static final JsonFactory JSON = new JsonFactory();

    /** What was read of the arrays and objects that are open; the innermost first. */
    private final Deque<Level> open = new ArrayDeque<>();

    /** The names of the members whose values are being read. */
    private final Deque<String> names = new ArrayDeque<>();

    private JsonDigest() {
        open.push(Level.ofArray());
    }

    /**
     * 32 bytes.
     *
     * @param text any number of values
     * @throws UncheckedIOException when it is no JSON
     * @throws NumberFormatException when a number is too large to be one
     */
    static byte[] of(byte[] text) {
        JsonDigest digest = new JsonDigest();
        try (JsonParser in = JSON.createParser(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                digest.take(token, in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.open.element().bytes();
    }

    private void take(JsonToken token, JsonParser in) throws IOException {
        switch (token) {
            case FIELD_NAME -> names.push(in.currentName());
            case START_OBJECT -> open.push(Level.ofObject());
            case START_ARRAY -> open.push(Level.ofArray());
            case END_OBJECT, END_ARRAY -> add(open.pop());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(Level.of("#" + in.getDecimalValue().stripTrailingZeros()));
            default -> add(Level.of(token + in.getText()));
        }
    }

    private void add(Level value) {
        Level around = open.element();
        if (around.members == null) {
            around.digest.write(value.bytes());
        } else {
            around.members.put(names.pop(), value.bytes());
        }
    }

    /**
     * A value.
     *
     * @param members of an object, in the order of their names; of two with the same name the last one counts, as in PostgreSQL
     */
    private record Level(ContentDigest digest, @Nullable Map<String, byte[]> members) {

        static Level of(String text) {
            Level level = new Level(new ContentDigest(), null);
            level.digest.write(text);
            return level;
        }

        static Level ofArray() {
            return of("[");
        }

        static Level ofObject() {
            return new Level(new ContentDigest(), new TreeMap<>());
        }

        byte[] bytes() {
            if (members != null) {
                digest.write("{");
                members.forEach((name, value) -> {
                    digest.write(name);
                    digest.write(value);
                });
            }
            return digest.bytes();
        }
    }
}
