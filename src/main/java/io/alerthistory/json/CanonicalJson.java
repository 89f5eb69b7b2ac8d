package io.alerthistory.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the one form that RFC 8785 (JCS) gives a value, so that everybody who has the value has the bytes whose hash
 * was
 * taken. Its numbers are integers: nothing that is hashed here has others.
 */
public final class CanonicalJson {

    /** Integers beyond it are no longer exact as the numbers of RFC 8785, which are doubles. */
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {
    }

    /**
     * Writes a value.
     *
     * @param value a map with strings for keys, a list, a string, an integer, a boolean or null
     * @throws IllegalArgumentException when it has no canonical form: half of a surrogate pair, an integer beyond 2^53 - 1
     */
    public static String of(@Nullable Object value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        return json.out.toString();
    }

    private void write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            writeObject(map);
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator);
                write(item);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            writeString(text);
        } else if (value instanceof Long || value instanceof Integer) {
            long number = ((Number) value).longValue();
            if (number > MAX_INTEGER || number < -MAX_INTEGER) {
                throw new IllegalArgumentException("an integer beyond 2^53 - 1 has no canonical form");
            }
            out.append(number);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("no canonical form: " + value.getClass());
        }
    }

    /** Members stand in the order of their names' UTF-16 code units, which is that of Java's strings. */
    private void writeObject(Map<?, ?> map) {
        TreeMap<String, @Nullable Object> members = new TreeMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), member));
        String separator = "{";
        for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
            out.append(separator);
            writeString(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void writeString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                        requirePair(text, i);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void requirePair(String text, int i) {
        char c = text.charAt(i);
        boolean paired = Character.isHighSurrogate(c) ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : !Character.isLowSurrogate(c) || (i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
        if (!paired) {
            throw new IllegalArgumentException("half of a surrogate pair has no canonical form");
        }
    }
}
