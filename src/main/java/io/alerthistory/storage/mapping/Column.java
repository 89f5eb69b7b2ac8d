package io.alerthistory.storage.mapping;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.session.EntityField;

/**
 * A column and the value that a T has for it.
 *
 * @param value a String, {@link Utf8}, Long, Double, Boolean, or null; an enum is its name
 */
public record Column<T>(String name, Type type, Function<T, @Nullable Object> value) {

    /** What a column holds; each database has its own name for it. */
    public enum Type {
        TEXT("text"),
        BIGINT("bigint"),
        DOUBLE("double precision"),
        BOOLEAN("boolean"),
        /** Text that may be large, and goes to the database as the bytes it came in. */
        UTF8("text");

        private final String postgresql;

        Type(String postgresql) {
            this.postgresql = postgresql;
        }

        public String postgresql() {
            return postgresql;
        }
    }

    /** The column of a field. */
    static <T> Column<T> of(EntityField<T, ?, ?, ?> field) {
        return new Column<>(field.name(), switch (field.kind()) {
            case TEXT -> Type.TEXT;
            case NUMBER -> Type.BIGINT;
            case FLAG -> Type.BOOLEAN;
            case JSON, UTF8 -> Type.UTF8;
        }, field::stored);
    }

    static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
        return new Column<>(name, Type.TEXT, value::apply);
    }

    static <T> Column<T> name(String name, Function<T, @Nullable JsonName> value) {
        return new Column<>(name, Type.TEXT, row -> {
            JsonName constant = value.apply(row);
            return constant == null ? null : constant.jsonName();
        });
    }

    static <T> Column<T> bigint(String name, Function<T, @Nullable Number> value) {
        return new Column<>(name, Type.BIGINT, row -> {
            Number number = value.apply(row);
            return number == null ? null : Long.valueOf(number.longValue());
        });
    }

    static <T> Column<T> decimal(String name, Function<T, @Nullable Double> value) {
        return new Column<>(name, Type.DOUBLE, value::apply);
    }

    static <T> Column<T> flag(String name, Function<T, Boolean> value) {
        return new Column<>(name, Type.BOOLEAN, value::apply);
    }

    static <T> Column<T> json(String name, Function<T, @Nullable JsonText> value) {
        return utf8(name, row -> {
            JsonText json = value.apply(row);
            return json == null ? null : json.utf8();
        });
    }

    static <T> Column<T> utf8(String name, Function<T, @Nullable Utf8> value) {
        return new Column<>(name, Type.UTF8, value::apply);
    }
}
