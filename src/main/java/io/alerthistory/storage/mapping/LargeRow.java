package io.alerthistory.storage.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.StoredText;

/** A row whose long texts stay in the database: its JSON is where it is stored, its strings are null. */
final class LargeRow implements RowReader {

    private final RowReader row;
    private final RowKey key;
    private final Map<String, LargeColumn> json = new HashMap<>();

    /** @param columns those that were selected as {@link LargeColumn#selected} does */
    LargeRow(RowReader row, Set<LargeColumn> columns, RowKey key) {
        this.row = row;
        this.key = key;
        columns.stream().filter(LargeColumn::json).forEach(column -> json.put(column.column(), column));
    }

    @Override
    public @Nullable JsonText jsonOrNull(String column) {
        LargeColumn large = json.get(column);
        StoredText stored = large == null ? null : large.stored(row, key);
        return stored == null ? row.jsonOrNull(column) : JsonText.stored(stored);
    }

    @Override
    public JsonText json(String column) {
        JsonText value = jsonOrNull(column);
        return value == null ? row.json(column) : value;
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return row.textOrNull(column);
    }

    @Override
    public @Nullable Long longOrNull(String column) {
        return row.longOrNull(column);
    }

    @Override
    public @Nullable Double doubleOrNull(String column) {
        return row.doubleOrNull(column);
    }

    @Override
    public boolean flag(String column) {
        return row.flag(column);
    }
}
