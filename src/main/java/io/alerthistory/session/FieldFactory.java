package io.alerthistory.session;

import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.session.EntityField.Kind;
import io.alerthistory.session.EntityField.Use;
import io.alerthistory.session.EntityField.ValueType;

/** Makes the fields of an entity. Those without "optional" are of NOT NULL columns. */
final class FieldFactory<T, C, P> {

    private static final ValueType<String> TEXT = new ValueType<>(Kind.TEXT, StoredValues::text, value -> value);
    private static final ValueType<String> OPTIONAL_TEXT = new ValueType<>(Kind.TEXT, StoredValues::textOrNull, value -> value);
    private static final ValueType<Long> NUMBER = new ValueType<>(Kind.NUMBER, StoredValues::number, value -> value);
    private static final ValueType<Long> OPTIONAL_NUMBER = new ValueType<>(Kind.NUMBER, StoredValues::longOrNull,
            value -> value);
    private static final ValueType<Integer> INTEGER = new ValueType<>(Kind.NUMBER, StoredValues::integer, Integer::longValue);
    private static final ValueType<Integer> OPTIONAL_INTEGER = new ValueType<>(Kind.NUMBER, StoredValues::integerOrNull,
            Integer::longValue);
    private static final ValueType<Boolean> FLAG = new ValueType<>(Kind.FLAG, StoredValues::flag, value -> value);
    private static final ValueType<JsonText> JSON = new ValueType<>(Kind.JSON, StoredValues::json, JsonText::utf8);
    private static final ValueType<JsonText> OPTIONAL_JSON = new ValueType<>(Kind.JSON, StoredValues::jsonOrNull,
            JsonText::utf8);
    private static final ValueType<Utf8> WRITTEN = new ValueType<>(Kind.UTF8, (row, column) -> {
        throw new IllegalStateException(column + " is never read");
    }, value -> value);

    EntityField<T, C, P, String> text(String name, Function<T, String> get, BiConsumer<T, String> set, Use... uses) {
        return new EntityField<>(name, TEXT, get, set, uses);
    }

    EntityField<T, C, P, String> optionalText(String name, Function<T, @Nullable String> get,
            BiConsumer<T, @Nullable String> set, Use... uses) {
        return new EntityField<>(name, OPTIONAL_TEXT, get, set, uses);
    }

    <E extends Enum<E> & JsonName> EntityField<T, C, P, E> name(String name, Class<E> type, Function<T, E> get,
            BiConsumer<T, E> set, Use... uses) {
        return new EntityField<>(name, new ValueType<>(Kind.TEXT, (row, column) -> JsonName.stored(type, row.text(column)),
                JsonName::jsonName), get, set, uses);
    }

    <E extends Enum<E> & JsonName> EntityField<T, C, P, E> optionalName(String name, Class<E> type,
            Function<T, @Nullable E> get, BiConsumer<T, @Nullable E> set, Use... uses) {
        return new EntityField<>(name, new ValueType<>(Kind.TEXT, (row, column) -> {
            String stored = row.textOrNull(column);
            return stored == null ? null : JsonName.stored(type, stored);
        }, JsonName::jsonName), get, set, uses);
    }

    EntityField<T, C, P, Long> number(String name, Function<T, Long> get, BiConsumer<T, Long> set, Use... uses) {
        return new EntityField<>(name, NUMBER, get, set, uses);
    }

    EntityField<T, C, P, Long> optionalNumber(String name, Function<T, @Nullable Long> get, BiConsumer<T, @Nullable Long> set,
            Use... uses) {
        return new EntityField<>(name, OPTIONAL_NUMBER, get, set, uses);
    }

    EntityField<T, C, P, Integer> integer(String name, Function<T, Integer> get, BiConsumer<T, Integer> set, Use... uses) {
        return new EntityField<>(name, INTEGER, get, set, uses);
    }

    EntityField<T, C, P, Integer> optionalInteger(String name, Function<T, @Nullable Integer> get,
            BiConsumer<T, @Nullable Integer> set, Use... uses) {
        return new EntityField<>(name, OPTIONAL_INTEGER, get, set, uses);
    }

    EntityField<T, C, P, Boolean> flag(String name, Function<T, Boolean> get, BiConsumer<T, Boolean> set, Use... uses) {
        return new EntityField<>(name, FLAG, get, set, uses);
    }

    EntityField<T, C, P, JsonText> json(String name, Function<T, @Nullable JsonText> get, BiConsumer<T, JsonText> set,
            Use... uses) {
        return new EntityField<>(name, JSON, get, set, uses);
    }

    EntityField<T, C, P, JsonText> optionalJson(String name, Function<T, @Nullable JsonText> get,
            BiConsumer<T, @Nullable JsonText> set, Use... uses) {
        return new EntityField<>(name, OPTIONAL_JSON, get, set, uses);
    }

    /** A column that is written and never read. */
    EntityField<T, C, P, Utf8> written(String name, Function<T, @Nullable Utf8> get, BiConsumer<T, Utf8> set, Use... uses) {
        return new EntityField<>(name, WRITTEN, get, set, uses);
    }
}
