package io.alerthistory.storage.sqlite;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.Column;
import io.alerthistory.storage.mapping.ExistingInteractionQueries;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.RowKey;
import io.alerthistory.storage.mapping.Table;

/** The statements that follow from a table's columns; a parameter is called like its column. */
final class SqliteSql {

    private SqliteSql() {
    }

    /** How a parameter is written that has a number instead of a column. */
    static String placeholder(int number) {
        return ":p" + number;
    }

    static String insert(Table<?> table) {
        return "insert into " + table.name() + " (" + table.names() + ") values (" + parameters(table) + ")";
    }

    static String parameters(Table<?> table) {
        return table.columns().stream().map(SqliteSql::parameter).collect(Collectors.joining(", "));
    }

    /** Every column of one row; the one writer has read it in the same transaction. */
    static String update(Table<?> table) {
        return "update " + table.name() + " set "
                + table.columns().stream().filter(column -> !table.identifies(column))
                        .map(column -> column.name() + " = " + parameter(column)).collect(Collectors.joining(", "))
                + " where "
                + table.columns().stream().filter(table::identifies).map(column -> column.name() + " = :" + column.name())
                        .collect(Collectors.joining(" and "));
    }

    static <T, S extends SqlStatement<S>> S bind(S statement, Table<T> table, T value) {
        for (Column<T> column : table.columns()) {
            Object bound = column.value().apply(value);
            statement.bind(column.name(), bound instanceof Utf8 text ? text.bytes() : bound);
        }
        return statement;
    }

    /** Bytes become text without a string between them. */
    private static String parameter(Column<?> column) {
        return column.type() == Column.Type.UTF8 ? "cast(:" + column.name() + " as text)" : ":" + column.name();
    }

    /** Many values as one parameter, for json_each. */
    static String array(Collection<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return JsonText.of(array).text();
    }

    static <T> Optional<T> find(Handle handle, Table<T> table, String key) {
        return handle.createQuery("select " + table.selected() + " from " + table.name() + " where " + table.key() + " = :key")
                .bind("key", key).map(SqliteRow.mapper(table.reader())).findOne();
    }

    /** A row that belongs to a session. */
    static <T> Optional<T> findInSession(Handle handle, Table<T> table, String sessionId, String key) {
        return handle.createQuery("select " + table.selected() + " from " + table.name() + " where session_id = :session and "
                + table.key() + " = :key").bind("session", sessionId).bind("key", key).map(SqliteRow.mapper(table.reader()))
                .findOne();
    }

    /** Reads the stored interactions of any session row by row; at most one is in memory. */
    static List<ExistingInteraction> known(Handle handle, InteractionKind kind, Collection<String> ids) {
        Table<?> table = InteractionTables.of(kind);
        return handle.createQuery("select " + table.selected() + " from " + table.name() + " where " + table.key()
                + " in (select value from json_each(:ids))").bind("ids", array(ids))
                .map(SqliteRow.mapper(row -> ExistingInteractionQueries.known(kind, row))).list();
    }

    /** Takes the texts of a row into the object that was read of it. */
    static <T> void readTexts(Handle handle, ChangingTexts<T> texts, Set<String> compared, T object, RowKey id) {
        bind(handle.createQuery(texts.select(compared, SqliteDialect.INSTANCE)), id.parameters()).map(SqliteRow.mapper(row -> {
            texts.read(object, id, row);
            return object;
        })).one();
    }

    static <T> void writeTexts(Handle handle, ChangingTexts<T> texts, List<ChangingTexts.Change> changes, RowKey id) {
        if (!changes.isEmpty()) {
            bind(handle.createUpdate(
                    texts.update(changes, false, SqliteDialect.INSTANCE)),
                    ChangingTexts.parameters(changes, id)).execute();
        }
    }

    /** Runs a statement for each row. */
    static <T> void execute(Handle handle, String sql, Table<T> table, List<T> rows) {
        if (!rows.isEmpty()) {
            try (PreparedBatch statement = handle.prepareBatch(sql)) {
                rows.forEach(row -> bind(statement, table, row).add());
                statement.execute();
            }
        }
    }

    /** Binds parameters that have a number instead of a column. */
    static <S extends SqlStatement<S>> S bind(S statement, List<?> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            statement.bind("p" + (i + 1), parameters.get(i));
        }
        return statement;
    }

    static <T> List<T> ofSession(Handle handle, Table<T> table, String sessionId, String order) {
        return handle.createQuery("select " + table.selected() + " from " + table.name() + " where session_id = :id" + order)
                .bind("id", sessionId).map(SqliteRow.mapper(table.reader())).list();
    }
}
