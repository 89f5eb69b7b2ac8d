package io.alerthistory.transfer;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Reads the rows of a SQLite query; the driver holds one at a time. */
final class SqliteRows implements RowSource {

    private final Statement statement;
    private final ResultSet found;
    private final List<Column> columns;

    SqliteRows(Connection connection, String query, List<Column> columns) throws SQLException {
        this.columns = List.copyOf(columns);
        statement = connection.createStatement();
        found = statement.executeQuery(query);
    }

    @Override
    public @Nullable Row next() throws SQLException {
        if (!found.next()) {
            return null;
        }
        @Nullable
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i + 1, columns.get(i).type());
        }
        return new Row(values);
    }

    private byte @Nullable [] value(int column, ColumnType type) throws SQLException {
        if (type.isWhole()) {
            long number = found.getLong(column);
            return found.wasNull() ? null : ByteBuffer.allocate(8).putLong(number).array();
        }
        if (type == ColumnType.FLOAT8) {
            double number = found.getDouble(column);
            return found.wasNull() ? null : ByteBuffer.allocate(8).putDouble(number).array();
        }
        byte[] bytes = found.getBytes(column);
        if (bytes != null && bytes.length > 0) {
            return bytes;
        }
        return found.getObject(column) == null ? null : new byte[0]; // the driver gives null for an empty blob
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            found.close();
        }
    }
}
