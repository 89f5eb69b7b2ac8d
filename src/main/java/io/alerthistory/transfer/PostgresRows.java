package io.alerthistory.transfer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Reads PostgreSQL's binary COPY. The server sends on as rows are taken, so one row is in memory at a time. */
final class PostgresRows implements RowSource {

    private static final int SIGNATURE_AND_FLAGS = 15;

    private final DataInputStream stream;
    private final int columns;

    PostgresRows(Connection connection, String copy, int columns) throws SQLException {
        this.columns = columns;
        stream = new DataInputStream(
                new BufferedInputStream(new PGCopyInputStream(connection.unwrap(PGConnection.class), copy), 1 << 16));
        try {
            stream.skipNBytes(SIGNATURE_AND_FLAGS);
            stream.skipNBytes(stream.readInt());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public @Nullable Row next() throws SQLException {
        try {
            if (stream.readShort() < 0) {
                return null;
            }
            @Nullable
            Object[] values = new Object[columns];
            for (int i = 0; i < columns; i++) {
                int length = stream.readInt();
                values[i] = length < 0 ? null : stream.readNBytes(length);
            }
            return new Row(values);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static SQLException failed(IOException failure) {
        return failure.getCause() instanceof SQLException cause ? cause : new SQLException(failure.getMessage(), failure);
    }

    /** Reads the rest: cancelling a COPY would abort the transaction, and with it end the snapshot. */
    @Override
    public void close() throws SQLException {
        try (stream) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
