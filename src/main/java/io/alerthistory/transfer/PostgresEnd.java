package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.flywaydb.core.internal.jdbc.DriverDataSource;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.start.DomainSocketFactory;

/** A PostgreSQL, read and written by COPY in binary form. */
final class PostgresEnd implements End {

    private static final String SERVED = """
            select 1
            from pg_stat_activity
            where datname = current_database()
              and pid <> pg_backend_pid()
              and application_name not in ('alert-history-migrations', 'alert-history-transfer')
              and (application_name like 'alert-history%' or application_name = ?)
            limit 1
            """;

    private final DatabaseAddress address;
    private final Connection reader;
    private final Lazy<Connection> writer;

    private PostgresEnd(DatabaseAddress address) throws SQLException {
        this.address = address;
        reader = connect(address);
        writer = new Lazy<>(() -> {
            Connection connection = connect(address);
            // A batch that a crash of the server loses is copied again by --resume; sync() waits for the last one.
            Sql.execute(connection, "set synchronous_commit = off");
            Sql.execute(connection, "set alert_history.events = 'off'"); // a copy is no news
            connection.setAutoCommit(false);
            return connection;
        });
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    static PostgresEnd open(DatabaseAddress address) throws SQLException {
        return new PostgresEnd(address);
    }

    /** Whether a service is connected. */
    static boolean isServed(DatabaseAddress address) throws SQLException {
        try (Connection connection = connection(address)) {
            return Sql.holds(connection, SERVED,
                    Sql.rows(connection, "select current_setting('application_name')").get(0).get(0));
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Connection connection = connection(address);
        try {
            Sql.execute(connection, "set application_name = 'alert-history-transfer'; set statement_timeout = 0;"
                    + " set lock_timeout = '15s'; set idle_in_transaction_session_timeout = 0");
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** As Flyway connects, which knows how to make the driver in a native binary. */
    private static Connection connection(DatabaseAddress address) throws SQLException {
        Map<String, String> properties = address.sockets().isEmpty() ? Map.of()
                : DomainSocketFactory.properties(address.sockets());
        return new DriverDataSource(Thread.currentThread().getContextClassLoader(), "org.postgresql.Driver",
                address.jdbcUrl(), address.user(), address.password().isEmpty() ? null : address.password(), properties)
                .getConnection();
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }

    @Override
    public Connection reader() {
        return reader;
    }

    @Override
    public void hold() throws SQLException {
        Sql.rows(reader, "select 1");
    }

    @Override
    public void release() throws SQLException {
        reader.rollback();
    }

    @Override
    public boolean lock() throws SQLException {
        return Sql.rows(reader, "select pg_try_advisory_lock(?::bigint)",
                Long.toString(AdvisoryLock.TRANSFER.number())).get(0).get(0).equals("t");
    }

    @Override
    public Connection writer() throws SQLException {
        return writer.get();
    }

    @Override
    public RowSource rows(CopiedTable table, List<Column> columns, String part) throws SQLException {
        String selected = columns.stream().map(column -> column.type().onServer(column.quoted()))
                .collect(Collectors.joining(", "));
        String order = table.key().stream()
                .map(column -> column.quoted() + (column.type() == ColumnType.TEXT ? " collate \"C\"" : ""))
                .collect(Collectors.joining(", "));
        return new PostgresRows(reader, "copy (select " + selected + " from " + table.quoted() + part + " order by " + order
                + ") to stdout (format binary)", columns.size());
    }

    @Override
    public RowWriter writer(CopiedTable table) throws SQLException {
        return new PostgresWriter(writer(), table);
    }

    @Override
    public long counter(CopiedTable table) throws SQLException {
        String sequence = sequence(reader, table);
        return sequence.isEmpty() ? 0
                : Sql.number(reader, "select case when is_called then last_value else last_value - 1 end from " + sequence);
    }

    @Override
    public void setCounter(CopiedTable table, long value) throws SQLException {
        String sequence = sequence(writer(), table);
        if (!sequence.isEmpty() && value > 0) {
            Sql.rows(writer(), "select setval(?::regclass, ?::bigint)", sequence, Long.toString(value));
            writer().commit();
        }
    }

    /** The sequence's name, quoted where it has to be; empty when there is none. */
    private static String sequence(Connection connection, CopiedTable table) throws SQLException {
        String column = table.counted();
        return column == null ? ""
                : Sql.rows(connection, "select pg_get_serial_sequence(?, ?)", table.quoted(), column).get(0).get(0);
    }

    @Override
    public void sync() throws SQLException {
        Sql.execute(writer(), "set local synchronous_commit = on");
        Sql.rows(writer(), "select pg_current_xact_id()"); // a transaction without a number does not wait
        writer().commit();
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
