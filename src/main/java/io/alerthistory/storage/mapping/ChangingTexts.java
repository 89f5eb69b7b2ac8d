package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.EntityField;
import io.alerthistory.session.EntityField.Use;
import io.alerthistory.session.SessionFields;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageFields;

/**
 * The texts of a row that is changed. Each may have megabytes, so they are read beside the row, large JSON only where a change
 * brings a value to compare it with, and written only where they changed.
 */
public final class ChangingTexts<T> {

    public static final ChangingTexts<AlertSession> OF_SESSIONS = new ChangingTexts<>("alert_sessions", List.of("session_id"),
            SessionFields.ALL.with(Use.CHANGING_TEXT));

    public static final ChangingTexts<StageExecution> OF_STAGES = new ChangingTexts<>("stage_executions",
            List.of("execution_id", "session_id"), StageFields.ALL.with(Use.CHANGING_TEXT));

    private final String table;
    /** The columns of {@link RowKey#parameters}. */
    private final List<String> key;
    private final List<Text<T>> texts;

    private record Text<T>(LargeColumn column, EntityField<T, ?, ?, ?> field) {
    }

    /** A text and what it is now. */
    public record Change(LargeColumn column, @Nullable Object value) {
    }

    private ChangingTexts(String table, List<String> key, List<? extends EntityField<T, ?, ?, ?>> fields) {
        this.table = table;
        this.key = key;
        texts = List.copyOf(fields.stream().map(field -> new Text<T>(LargeColumn.of(table, field.name()).orElseThrow(), field))
                .toList());
    }

    /** The output of a stage of which nothing is read, not even whether it has one. */
    public static void leaveOutput(StageExecution stage) {
        stage.stageOutput = JsonText
                .stored(LargeColumn.STAGE_OUTPUT.stored(RowKey.in(stage.sessionId, stage.executionId), 0));
    }

    /** The bytes that {@link #select} reads. Parameter: the key. */
    public String bytes(Set<String> compared, Dialect dialect) {
        return "select " + texts.stream().map(text -> "coalesce(case when " + isRead(text.column, compared) + " then "
                + text.column.length("t") + " end, 0)").collect(Collectors.joining(" + "))
                + " as bytes from " + table + " t where " + isRow(1, dialect);
    }

    /** The texts, and of JSON that is large and not compared its length. Parameter: the key. */
    public String select(Set<String> compared, Dialect dialect) {
        return "select " + texts.stream().map(text -> text.column.selected("t", isRead(text.column, compared)))
                .collect(Collectors.joining(", ")) + " from " + table + " t where " + isRow(1, dialect);
    }

    private String isRow(int firstParameter, Dialect dialect) {
        return IntStream.range(0, key.size()).mapToObj(i -> key.get(i) + " = " + dialect.placeholder(firstParameter + i))
                .collect(Collectors.joining(" and "));
    }

    private static String isRead(LargeColumn column, Set<String> compared) {
        return !column.json() || compared.contains(column.column()) ? "1 = 1"
                : column.length("t") + " <= " + LargeColumn.MAX_INLINE;
    }

    /** The names of what {@link #select} selects, in its order. */
    public List<String> selected() {
        List<String> names = new ArrayList<>();
        texts.forEach(text -> {
            names.add(text.column.column());
            names.add(text.column.column() + "_bytes");
        });
        return names;
    }

    /** Takes what was selected into an object. */
    public void read(T object, RowKey id, RowReader row) {
        Set<LargeColumn> columns = EnumSet.noneOf(LargeColumn.class);
        texts.forEach(text -> columns.add(text.column));
        RowReader large = new LargeRow(row, columns, id);
        texts.forEach(text -> text.field.read(large, object));
    }

    /** Gives an object the texts of another one. */
    public void copy(T from, T to) {
        texts.forEach(text -> text.field.copy(from, to));
    }

    /** The texts of an object as they are, to be compared later. */
    public List<@Nullable Object> values(T object) {
        List<@Nullable Object> values = new ArrayList<>();
        texts.forEach(text -> values.add(text.field.value(object)));
        return values;
    }

    /** What is different now. */
    public List<Change> changes(T object, List<@Nullable Object> before) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Object value = texts.get(i).field.value(object);
            if (!Objects.equals(value, before.get(i))) {
                changes.add(new Change(texts.get(i).column, value));
            }
        }
        return changes;
    }

    /** All that a new row has. */
    public List<Change> all(T object) {
        return texts.stream().map(text -> new Change(text.column, text.field.value(object)))
                .filter(change -> change.value() != null).toList();
    }

    /**
     * Writes changes. Parameters: the values that are not null, JSON as bytes, and the key.
     *
     * @param versioned whether the version is to grow, too; else there must be changes
     */
    public String update(List<Change> changes, boolean versioned, Dialect dialect) {
        List<String> assignments = new ArrayList<>();
        int parameter = 0;
        for (Change change : changes) {
            String value = change.value() == null ? "null" : dialect.placeholder(++parameter);
            assignments
                    .add(change.column().column() + " = " + (change.value() instanceof JsonText ? dialect.text(value) : value));
        }
        if (versioned) {
            assignments.add("version = version + 1");
        }
        return "update " + table + " set " + String.join(", ", assignments) + " where "
                + isRow(parameter + 1, dialect);
    }

    /** The parameters of {@link #update}: strings and arrays of bytes. */
    public static List<Object> parameters(List<Change> changes, RowKey id) {
        List<Object> parameters = new ArrayList<>();
        for (Change change : changes) {
            if (change.value() != null) {
                parameters.add(change.value() instanceof JsonText json ? json.utf8().bytes() : change.value());
            }
        }
        parameters.addAll(id.parameters());
        return parameters;
    }
}
