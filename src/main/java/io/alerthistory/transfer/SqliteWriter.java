package io.alerthistory.transfer;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Writes to a SQLite file. The triggers that maintain the search index work as for the service. */
final class SqliteWriter implements RowWriter {

    /** What refuses a change of a row, and what tells of it. */
    private static final String GUARDS = """
            select name, sql
            from sqlite_schema
            where type = 'trigger' and tbl_name = ?
              and (name like 'tr^_%^_status' escape '^' or name like 'tr^_audit^_%' escape '^'
                or name like 'tr^_%^_event' escape '^')
            """;

    private final Connection connection;
    private final CopiedTable table;
    private final String insert;

    SqliteWriter(Connection connection, CopiedTable table) {
        this.connection = connection;
        this.table = table;
        insert = "insert into " + table.quoted() + " (" + table.columnList() + ") values (" + table.columns().stream()
                .map(column -> column.type().isText() ? "cast(? as text)" : "?").collect(Collectors.joining(", "))
                + ")";
    }

    @Override
    public void insert(List<Row> rows) throws SQLException {
        unguarded(() -> write(insert, rows));
    }

    /**
     * Without the triggers that refuse transitions, which see only the first and the last state of a session, and without those
     * that write events: a copy is no news.
     */
    @Override
    public void upsert(List<Row> rows) throws SQLException {
        String conflict = table.columns().subList(0, table.fileKeySize()).stream().map(Column::quoted)
                .collect(Collectors.joining(", "));
        unguarded(() -> write(insert + " on conflict (" + conflict + ") " + table.updates(), rows));
    }

    private void unguarded(Work work) throws SQLException {
        List<List<String>> guards = Sql.rows(connection, GUARDS, table.name());
        transaction(() -> {
            for (List<String> guard : guards) {
                Sql.execute(connection, "drop trigger " + Sql.quoted(guard.get(0)));
            }
            work.run();
            for (List<String> guard : guards) {
                Sql.execute(connection, guard.get(1));
            }
        });
    }

    @Override
    public void delete(List<Row> keys) throws SQLException {
        String condition = table.key().stream()
                .map(column -> column.quoted() + (column.type().isText() ? " = cast(? as text)" : " = ?"))
                .collect(Collectors.joining(" and "));
        Work delete = () -> write("delete from " + table.quoted() + " where " + condition, keys);
        if (table.onlyGrows()) {
            unguarded(delete);
        } else {
            transaction(delete);
        }
    }

    private void write(String sql, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    bind(statement, i + 1, table.columns().get(i).type(), row.value(i));
                }
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, int column, ColumnType type,
            byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(column, Types.NULL);
        } else if (type.isWhole()) {
            statement.setLong(column, ByteBuffer.wrap(value).getLong());
        } else if (type == ColumnType.FLOAT8) {
            statement.setDouble(column, ByteBuffer.wrap(value).getDouble());
        } else {
            statement.setBytes(column, value);
        }
    }

    private void transaction(Work work) throws SQLException {
        Sql.execute(connection, "begin immediate");
        boolean done = false;
        try {
            work.run();
            Sql.execute(connection, "commit");
            done = true;
        } finally {
            if (!done) {
                Sql.execute(connection, "rollback");
            }
        }
    }

    private interface Work {

        void run() throws SQLException;
    }
}
