package io.alerthistory.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.sqlite.JDBC;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.database.SqliteCode;

/** A SQLite file. One connection reads, another one writes; the write-ahead log lets both work at once. */
final class SqliteEnd implements End {

    private static final String READ_ONLY = "1";
    private static final String EXISTING = "2";

    private final DatabaseAddress address;
    private final Connection reader;
    private final Lazy<Connection> writer;
    private final AtomicBoolean reading = new AtomicBoolean();

    private SqliteEnd(DatabaseAddress address, String mode) throws SQLException {
        this.address = address;
        reader = connect(address, Map.of("open_mode", mode, "busy_timeout", "10000"));
        writer = new Lazy<>(() -> connect(address, Map.of("open_mode", EXISTING, "busy_timeout", "10000", "foreign_keys", "on",
                "journal_mode", "WAL", "synchronous", "NORMAL", "cache_size", "-16000")));
    }

    /** @param readOnly whether nothing will be written */
    static SqliteEnd open(DatabaseAddress address, boolean readOnly) throws SQLException {
        if (!Files.isRegularFile(Path.of(address.file()))) {
            throw new TransferFailure("there is no file " + address.shown());
        }
        return new SqliteEnd(address, readOnly ? READ_ONLY : EXISTING);
    }

    /**
     * Whether a service, or another transfer, has the file open: each connection to it holds a lock that this would exclude.
     */
    static boolean isServed(DatabaseAddress address) throws SQLException {
        if (!Files.isRegularFile(Path.of(address.file())) || !Files.isWritable(Path.of(address.file()))) {
            return false;
        }
        try (Connection connection = connect(address,
                Map.of("open_mode", EXISTING, "busy_timeout", "0", "locking_mode", "EXCLUSIVE"))) {
            Sql.execute(connection, "begin exclusive");
            Sql.execute(connection, "rollback");
            return false;
        } catch (SQLException failure) {
            if (SqliteCode.BUSY.is(failure.getErrorCode())) {
                return true;
            }
            throw failure;
        }
    }

    private static Connection connect(DatabaseAddress address, Map<String, String> pragmas) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(pragmas);
        return JDBC.createConnection("jdbc:sqlite:" + address.file(), properties);
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.SQLITE;
    }

    @Override
    public Connection reader() {
        return reader;
    }

    @Override
    public void hold() throws SQLException {
        if (reading.compareAndSet(false, true)) {
            Sql.execute(reader, "begin deferred");
            Sql.rows(reader, "select count(*) from sqlite_schema"); // the first read takes the snapshot
        }
    }

    @Override
    public void release() throws SQLException {
        if (reading.compareAndSet(true, false)) {
            Sql.execute(reader, "commit");
        }
    }

    /** Nobody else has the file open; the command has made sure of that before. */
    @Override
    public boolean lock() {
        return true;
    }

    @Override
    public Connection writer() throws SQLException {
        return writer.get();
    }

    @Override
    public RowSource rows(CopiedTable table, List<Column> columns, String part) throws SQLException {
        hold();
        String selected = columns.stream()
                .map(column -> column.type().isText() ? "cast(" + column.quoted() + " as blob)" : column.quoted())
                .collect(Collectors.joining(", "));
        String order = table.key().stream().map(Column::quoted).collect(Collectors.joining(", "));
        return new SqliteRows(reader, "select " + selected + " from " + table.quoted() + part + " order by " + order, columns);
    }

    @Override
    public RowWriter writer(CopiedTable table) throws SQLException {
        return new SqliteWriter(writer(), table);
    }

    @Override
    public long counter(CopiedTable table) throws SQLException {
        return table.counted() == null ? 0
                : Sql.number(reader, "select coalesce(max(seq), 0) from sqlite_sequence where name = ?", table.name());
    }

    @Override
    public void setCounter(CopiedTable table, long value) throws SQLException {
        if (table.counted() == null || value == 0) {
            return;
        }
        try (PreparedStatement update = writer().prepareStatement("update sqlite_sequence set seq = ? where name = ?");
                PreparedStatement insert = writer().prepareStatement("insert into sqlite_sequence (seq, name) values (?, ?)")) {
            update.setLong(1, value);
            update.setString(2, table.name());
            if (update.executeUpdate() == 0) {
                insert.setLong(1, value);
                insert.setString(2, table.name());
                insert.executeUpdate();
            }
        }
    }

    @Override
    public void sync() throws SQLException {
        release();
        Sql.rows(writer(), "pragma wal_checkpoint(truncate)");
    }

    @Override
    public void close() throws SQLException {
        try (reader) {
            if (writer.isPresent()) {
                writer.get().close();
            }
        }
    }

    @Override
    public String toString() {
        return address.shown();
    }
}
