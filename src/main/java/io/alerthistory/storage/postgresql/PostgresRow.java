package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.storage.mapping.RowReader;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/**
 * A row as the Vert.x client gives it.
 *
 * @param columns the place of every column in it, by name: the client's own search goes through all names, for every value
 */
record PostgresRow(Row row, Map<String, Integer> columns) implements RowReader {

    static <T> List<T> list(RowSet<Row> rows, Function<RowReader, T> reader) {
        List<T> list = new ArrayList<>(rows.size());
        Map<String, Integer> columns = columns(rows);
        for (Row row : rows) {
            list.add(reader.apply(new PostgresRow(row, columns)));
        }
        return list;
    }

    static <T> @Nullable T first(RowSet<Row> rows, Function<RowReader, T> reader) {
        return !any(rows) ? null : reader.apply(new PostgresRow(rows.iterator().next(), columns(rows)));
    }

    /**
     * Whether a statement returned a row. What a write did is read from the rows it returns: the count of rows in its command
     * tag is another thing where a proxy, a partition or a shard takes part.
     */
    static boolean any(RowSet<Row> rows) {
        return rows.iterator().hasNext();
    }

    private static Map<String, Integer> columns(RowSet<Row> rows) {
        List<String> names = rows.columnsNames();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), i);
        }
        return columns;
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return row.getString(place(column));
    }

    @Override
    public @Nullable Long longOrNull(String column) {
        return row.getLong(place(column));
    }

    @Override
    public @Nullable Double doubleOrNull(String column) {
        return row.getDouble(place(column));
    }

    @Override
    public boolean flag(String column) {
        return row.getBoolean(place(column));
    }

    private int place(String column) {
        Integer place = columns.get(column);
        if (place == null) {
            throw new IllegalArgumentException("No column " + column);
        }
        return place;
    }
}
