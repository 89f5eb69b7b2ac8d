package io.alerthistory.storage.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

import io.alerthistory.storage.mapping.RowReader;

/** A row as JDBC gives it. */
record SqliteRow(ResultSet row) implements RowReader {

    @FunctionalInterface
    private interface Getter<T> {
        T get() throws SQLException;
    }

    static <T> RowMapper<T> mapper(Function<RowReader, T> reader) {
        return (row, context) -> reader.apply(new SqliteRow(row));
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return read(() -> row.getString(column));
    }

    @Override
    public @Nullable Long longOrNull(String column) {
        return isNull(column) ? null : read(() -> row.getLong(column));
    }

    @Override
    public @Nullable Double doubleOrNull(String column) {
        return isNull(column) ? null : read(() -> row.getDouble(column));
    }

    @Override
    public boolean flag(String column) {
        return read(() -> row.getBoolean(column));
    }

    private boolean isNull(String column) {
        return read(() -> row.getObject(column)) == null;
    }

    private static <T> T read(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
