package io.alerthistory.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * The digest of a JSON value. The digest of an array or object is made of the digests of its elements, members in the
 * order of their names. It is computed token by token, with one hash for each open level and one for scalars: a tree
 * would take many times the memory of a large text, and recursion over a deep text would exceed the stack of a thread.
 */
final class JsonDigest {

    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private static final int BYTES = 32;

    /** The open arrays and objects, the outermost first. Entries beyond the current depth are reused. */
    private final List<Level> levels = new ArrayList<>();
    private final ContentDigest scalar = new ContentDigest();
    private final byte[] value = new byte[BYTES];

    private JsonDigest() {
        levels.add(new Level());
    }

    /**
     * Computes 32 bytes.
     *
     * @param text any number of values
     * @throws UncheckedIOException when it is not valid JSON
     * @throws NumberFormatException when a number is too large
     */
    static byte[] of(byte[] text, int offset, int length) {
        JsonDigest digest = new JsonDigest();
        try (JsonParser in = JSON.createParser(text, offset, length)) {
            digest.take(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.value.clone();
    }

    private void take(JsonParser in) throws IOException {
        int depth = 0;
        levels.get(0).openArray();
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            switch (token) {
                case FIELD_NAME -> levels.get(depth).name = in.currentName();
                case START_OBJECT -> level(++depth).openObject();
                case START_ARRAY -> level(++depth).openArray();
                case END_OBJECT, END_ARRAY -> {
                    levels.get(depth).close(value);
                    levels.get(--depth).add(value);
                }
                default -> {
                    scalar.write(text(token, in));
                    scalar.end(value);
                    levels.get(depth).add(value);
                }
            }
        }
        // A text may end inside an array or object; what was read until there counts.
        levels.get(depth).close(value);
    }

    private static String text(JsonToken token, JsonParser in) throws IOException {
        return token.isNumeric() ? "#" + in.getDecimalValue().stripTrailingZeros() : token + in.getText();
    }

    private Level level(int depth) {
        if (depth == levels.size()) {
            levels.add(new Level());
        }
        return levels.get(depth);
    }

    /** An array or object that is being read. */
    private static final class Level {

        private static final int MEMBERS = 8;

        private final ContentDigest digest = new ContentDigest();
        private boolean object;
        private String name = "";
        private String[] names = new String[MEMBERS];
        private byte[] values = new byte[MEMBERS * BYTES];
        private int members;

        void openArray() {
            object = false;
            digest.write("[");
        }

        void openObject() {
            object = true;
            members = 0;
        }

        void add(byte[] value) {
            if (!object) {
                digest.write(value);
                return;
            }
            if (members == names.length) {
                names = Arrays.copyOf(names, members * 2);
                values = Arrays.copyOf(values, members * 2 * BYTES);
            }
            names[members] = name;
            System.arraycopy(value, 0, values, members * BYTES, BYTES);
            members++;
        }

        /** Writes the digest into an array. The level can be reused afterwards. */
        void close(byte[] value) {
            if (object) {
                digest.write("{");
                writeMembers();
            }
            digest.end(value);
        }

        /** Writes the members in the order of their names; of duplicate members the last one counts. */
        private void writeMembers() {
            Integer[] order = order();
            for (int i = 0; i < members; i++) {
                int member = order == null ? i : order[i];
                String written = names[member];
                if (i + 1 < members && written.equals(names[order == null ? i + 1 : order[i + 1]])) {
                    continue;
                }
                digest.write(written);
                digest.write(values, member * BYTES, BYTES);
            }
            Arrays.fill(names, 0, members, null);
        }

        /** The indexes of the members sorted by name, stable for equal names; null when they are sorted already. */
        private Integer @Nullable [] order() {
            boolean sorted = true;
            for (int i = 1; i < members && sorted; i++) {
                sorted = names[i - 1].compareTo(names[i]) <= 0;
            }
            if (sorted) {
                return null;
            }
            Integer[] order = new Integer[members];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparing(i -> names[i])); // stable
            return order;
        }
    }
}
