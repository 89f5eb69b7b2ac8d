package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/** The values of one stored row, by the names of their columns. The getters without "or null" are for NOT NULL columns. */
public interface StoredValues {

    @Nullable
    String textOrNull(String column);

    @Nullable
    Long longOrNull(String column);

    @Nullable
    Double doubleOrNull(String column);

    boolean flag(String column);

    default String text(String column) {
        return notNull(column, textOrNull(column));
    }

    default long number(String column) {
        return notNull(column, longOrNull(column));
    }

    default int integer(String column) {
        return Math.toIntExact(number(column));
    }

    default @Nullable Integer integerOrNull(String column) {
        Long value = longOrNull(column);
        return value == null ? null : Integer.valueOf(Math.toIntExact(value));
    }

    default JsonText json(String column) {
        return new JsonText(text(column));
    }

    default @Nullable JsonText jsonOrNull(String column) {
        String text = textOrNull(column);
        return text == null ? null : new JsonText(text);
    }

    private static <T> T notNull(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("NULL in column " + column);
        }
        return value;
    }
}
