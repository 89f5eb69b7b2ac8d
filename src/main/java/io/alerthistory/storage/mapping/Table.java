package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.json.Utf8;
import io.alerthistory.session.EntityField;

/**
 * How rows of a table become objects and objects rows: the one list of a table's columns, from which both adapters make
 * their SQL.
 *
 * @param name the table's
 * @param columns the columns that are written, the primary key first
 * @param assigned the columns that are read like these, but whose value the writing statement finds itself
 */
public record Table<T>(String name, List<Column<T>> columns, List<String> assigned, Function<RowReader, T> reader) {

    /** The rows of an entity, with some of its fields. */
    static <T> Table<T> of(String name, List<? extends EntityField<T, ?, ?, ?>> fields, Supplier<T> create) {
        List<EntityField<T, ?, ?, ?>> read = List.copyOf(fields);
        return new Table<>(name, read.stream().map(Column::of).toList(), List.of(), row -> {
            T entity = create.get();
            for (EntityField<T, ?, ?, ?> field : read) {
                field.read(row, entity);
            }
            return entity;
        });
    }

    /** Rows that are read by statements of their own. */
    static <T> Table<T> written(String name, List<Column<T>> columns) {
        return new Table<>(name, columns, List.of(), row -> {
            throw new UnsupportedOperationException("Rows of " + name + " are read by statements of their own");
        });
    }

    /** How long the texts of a row are together, in characters, of large ones in bytes. */
    public int textLength(T row) {
        int length = 0;
        for (Column<T> column : columns) {
            Object value = column.value().apply(row);
            if (value instanceof String text) {
                length += text.length();
            } else if (value instanceof Utf8 text) {
                length += text.length();
            }
        }
        return length;
    }

    /** The column of the identifier. */
    public String key() {
        return columns.get(0).name();
    }

    /** Whether a column is part of the primary key: the identifier, and the session that the row belongs to. */
    public boolean identifies(Column<?> column) {
        return column.name().equals(key()) || column.name().equals("session_id");
    }

    /** The names of the written columns. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** All columns for a SELECT. */
    public String selected() {
        return Stream.concat(columns.stream().map(Column::name), assigned.stream()).collect(Collectors.joining(", "));
    }
}
