package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.storage.mapping.RowReader;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** A row as the Vert.x client gives it. */
record PostgresRow(Row row) implements RowReader {

    static <T> List<T> list(RowSet<Row> rows, Function<RowReader, T> reader) {
        List<T> list = new ArrayList<>(rows.size());
        for (Row row : rows) {
            list.add(reader.apply(new PostgresRow(row)));
        }
        return list;
    }

    static <T> @Nullable T first(RowSet<Row> rows, Function<RowReader, T> reader) {
        return rows.size() == 0 ? null : reader.apply(new PostgresRow(rows.iterator().next()));
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return row.getString(column);
    }

    @Override
    public @Nullable Long longOrNull(String column) {
        return row.getLong(column);
    }

    @Override
    public @Nullable Double doubleOrNull(String column) {
        return row.getDouble(column);
    }

    @Override
    public boolean flag(String column) {
        return row.getBoolean(column);
    }
}
