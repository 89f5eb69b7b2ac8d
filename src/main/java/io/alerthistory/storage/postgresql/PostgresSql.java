package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.Utf8;
import io.alerthistory.storage.mapping.Column;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.storage.mapping.Table;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * The statements that follow from a table's columns. Large text travels as bytes: of a string the driver would make room for
 * three times its length.
 */
final class PostgresSql {

    private PostgresSql() {
    }

    /** How a parameter is written. */
    static String placeholder(int number) {
        return "$" + number;
    }

    /** {@code $1::text, $2::bigint, …}: one row, parameters in the order of the columns. */
    static String values(Table<?> table) {
        return values(table, 1);
    }

    static String values(Table<?> table, int firstParameter) {
        return IntStream.range(0, table.columns().size()).mapToObj(i -> {
            Column.Type type = table.columns().get(i).type();
            String parameter = placeholder(firstParameter + i) + "::" + transferred(type);
            return type == Column.Type.UTF8 ? text(parameter) : parameter;
        }).collect(Collectors.joining(", "));
    }

    static <T> List<Object> row(Table<T> table, T value) {
        return table.columns().stream().map(column -> parameter(column.value().apply(value)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * {@code unnest($1::text[], …)}: many rows, an array for every column.
     *
     * @param more types of arrays behind those of the columns
     */
    static String unnest(Table<?> table, int firstParameter, String... more) {
        List<String> types = new ArrayList<>();
        table.columns().forEach(column -> types.add(transferred(column.type()) + "[]"));
        types.addAll(List.of(more));
        return IntStream.range(0, types.size()).mapToObj(i -> placeholder(firstParameter + i) + "::" + types.get(i))
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    /** The columns of {@link #unnest} under the alias u, for the SELECT that feeds an INSERT. */
    static String unnested(Table<?> table) {
        return table.columns().stream().map(PostgresSql::unnested).collect(Collectors.joining(", "));
    }

    private static String unnested(Column<?> column) {
        String value = "u." + column.name();
        return column.type() == Column.Type.UTF8 ? text(value) : value;
    }

    /** Inserts the rows of {@link #arrays}. */
    static String insertAll(Table<?> table) {
        return "insert into " + table.name() + " (" + table.names() + ") select " + unnested(table) + " from "
                + unnest(table, 1) + " as u(" + table.names() + ")";
    }

    /** Sets every column of the rows of {@link #arrays}, which must be locked. */
    static String updateAll(Table<?> table) {
        return "update " + table.name() + " as t set "
                + table.columns().stream().skip(1).map(column -> column.name() + " = " + unnested(column))
                        .collect(Collectors.joining(", "))
                + " from " + unnest(table, 1) + " as u(" + table.names() + ") where t." + table.key() + " = u." + table.key();
    }

    /** Finds the rows whose keys stand in an array and whose sessions in a second one. */
    static String selectAllInSessions(Table<?> table) {
        return selectAll(table) + " and session_id = any($2::text[])";
    }

    /** Finds the rows whose keys stand in an array. */
    static String selectAll(Table<?> table) {
        return "select " + table.selected() + " from " + table.name() + " where " + table.key() + " = any($1::text[])";
    }

    static <T> List<Object> arrays(Table<T> table, List<T> rows) {
        List<Object> arrays = new ArrayList<>(table.columns().size());
        for (Column<T> column : table.columns()) {
            Object[] array = switch (column.type()) {
                case BIGINT -> new Long[rows.size()];
                case DOUBLE -> new Double[rows.size()];
                case BOOLEAN -> new Boolean[rows.size()];
                case TEXT -> new String[rows.size()];
                case UTF8 -> new Buffer[rows.size()];
            };
            for (int i = 0; i < array.length; i++) {
                array[i] = parameter(column.value().apply(rows.get(i)));
            }
            arrays.add(array);
        }
        return arrays;
    }

    /** Runs a statement on the arrays of rows, if there are any. */
    static <T> Uni<Void> execute(SqlConnection connection, String sql, Table<T> table, List<T> rows) {
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).execute(PostgresDatabase.tuple(arrays(table, rows))).replaceWithVoid();
    }

    /** The number of rows that the planner expects: it reads statistics, never the rows. */
    static Uni<Long> estimate(Statement matches, Function<Statement, Uni<RowSet<Row>>> execute) {
        return execute.apply(new Statement("explain (format json) " + matches.sql(), matches.parameters()))
                .map(rows -> ((JsonArray) rows.iterator().next().getJson(0)).getJsonObject(0).getJsonObject("Plan")
                        .getLong("Plan Rows"));
    }

    /** The type of a parameter. */
    private static String transferred(Column.Type type) {
        return type == Column.Type.UTF8 ? "bytea" : type.postgresql();
    }

    private static String text(String bytes) {
        return "convert_from(" + bytes + ", 'UTF8')";
    }

    private static @Nullable Object parameter(@Nullable Object value) {
        return value instanceof Utf8 text ? buffer(text) : value;
    }

    /** Without a copy; it is read only. */
    @SuppressWarnings("deprecation") // no other way leads from an array to a Buffer without a copy
    private static Buffer buffer(Utf8 text) {
        return Buffer.buffer(Unpooled.wrappedBuffer(text.array(), text.offset(), text.length()));
    }
}
