package io.alerthistory.transfer;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A table that is transferred.
 *
 * @param columns those of the key first
 * @param keySize how many columns identify a row and order the rows: SQLite's primary key, then what PostgreSQL's has beside it
 * @param fileKeySize how many of them are SQLite's primary key
 * @param serverKey PostgreSQL's primary key
 * @param parent the column by which a row refers to another one of its table, which must come first; null when there is none
 * @param counted the column whose values come from a sequence; null when there is none
 */
record CopiedTable(String name, List<Column> columns, int keySize, int fileKeySize, List<String> serverKey,
        @Nullable String parent, @Nullable String counted) {

    CopiedTable {
        columns = List.copyOf(columns);
        serverKey = List.copyOf(serverKey);
    }

    /** Whether triggers keep its rows from being changed and deleted. */
    boolean onlyGrows() {
        return name.startsWith("audit_");
    }

    String quoted() {
        return Sql.quoted(name);
    }

    List<Column> key() {
        return columns.subList(0, keySize);
    }

    /** The columns that are not part of the key. */
    List<Column> rest() {
        return columns.subList(keySize, columns.size());
    }

    String columnList() {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }

    /** The conditions of the parts that are copied one after the other, so that a row comes after the one it refers to. */
    List<String> parts() {
        return parent == null ? List.of("")
                : List.of(" where " + Sql.quoted(parent) + " is null",
                        " where " + Sql.quoted(parent) + " is not null");
    }

    /** Sets every column outside the key to the value of the row that could not be inserted. */
    String updates() {
        return rest().isEmpty() ? "do nothing"
                : "do update set " + rest().stream().map(column -> column.quoted() + " = excluded." + column.quoted())
                        .collect(Collectors.joining(", "));
    }
}
