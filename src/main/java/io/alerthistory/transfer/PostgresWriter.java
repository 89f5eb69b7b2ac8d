package io.alerthistory.transfer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes by PostgreSQL's binary COPY: into the table, or into a temporary one from which rows are inserted or updated. */
final class PostgresWriter implements RowWriter {

    private static final byte[] HEADER = { 'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0,
            0 };
    private static final String STAGING = "transfer_rows";
    private static final int LARGE = 1 << 15;
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final CopiedTable table;

    PostgresWriter(Connection connection, CopiedTable table) {
        this.connection = connection;
        this.table = table;
    }

    @Override
    public void insert(List<Row> rows) throws SQLException {
        transaction(() -> copy(table.quoted(), rows));
    }

    /**
     * The triggers that refuse transitions see only the first and the last state of a session that changed several times
     * meanwhile. They are off within the transaction, which nobody else sees.
     */
    @Override
    public void upsert(List<Row> rows) throws SQLException {
        transaction(() -> {
            Sql.execute(connection, "create temporary table if not exists " + STAGING + " on commit drop as select "
                    + table.columnList() + " from " + table.quoted() + " with no data");
            copy(STAGING, rows);
            guard(false);
            Sql.execute(connection, "insert into " + table.quoted() + " (" + table.columnList()
                    + ") overriding system value select " + table.columnList() + " from " + STAGING + " on conflict ("
                    + table.serverKey().stream().map(Sql::quoted).collect(Collectors.joining(", ")) + ") " + table.updates());
            guard(true);
        });
    }

    private void guard(boolean isOn) throws SQLException {
        Sql.execute(connection, "alter table " + table.quoted() + (isOn ? " enable" : " disable") + " trigger user");
    }

    @Override
    public void delete(List<Row> keys) throws SQLException {
        transaction(() -> {
            if (table.onlyGrows()) {
                guard(false);
            }
            String condition = table.key().stream()
                    .map(column -> column.quoted() + " = ?").collect(Collectors.joining(" and "));
            try (PreparedStatement statement = connection
                    .prepareStatement("delete from " + table.quoted() + " where " + condition)) {
                for (Row key : keys) {
                    for (int i = 0; i < table.keySize(); i++) {
                        bind(statement, i, key.value(i));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            if (table.onlyGrows()) {
                guard(true);
            }
        });
    }

    private void bind(PreparedStatement statement, int column, byte @Nullable [] value)
            throws SQLException {
        if (value != null && table.columns().get(column).type().isWhole()) {
            statement.setLong(column + 1, ByteBuffer.wrap(value).getLong());
        } else {
            statement.setString(column + 1, value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
    }

    private void copy(String into, List<Row> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("copy " + into + " (" + table.columnList() + ") from stdin (format binary)");
        try {
            ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
            DataOutputStream out = new DataOutputStream(buffer);
            out.write(HEADER);
            for (Row row : rows) {
                write(row, out, buffer, copy);
            }
            out.writeShort(-1);
            flush(buffer, copy);
            copy.endCopy();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is none in memory
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(Row row, DataOutputStream out, ByteArrayOutputStream buffer, CopyIn copy)
            throws IOException, SQLException {
        out.writeShort(row.size());
        for (int i = 0; i < row.size(); i++) {
            byte[] value = row.value(i);
            if (value == null) {
                out.writeInt(-1);
                continue;
            }
            byte[] sent = table.columns().get(i).type().forServer(value);
            out.writeInt(sent.length);
            if (sent.length >= LARGE) {
                flush(buffer, copy);
                copy.writeToCopy(sent, 0, sent.length);
            } else {
                out.write(sent);
            }
        }
        if (buffer.size() >= LARGE) {
            flush(buffer, copy);
        }
    }

    private static void flush(ByteArrayOutputStream buffer, CopyIn copy) throws SQLException {
        byte[] bytes = buffer.toByteArray();
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.reset();
    }

    private void transaction(Work work) throws SQLException {
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            connection.rollback();
            throw failure;
        }
    }

    private interface Work {

        void run() throws SQLException;
    }
}
