package io.alerthistory.start;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.alerthistory.database.SqliteCode;

/** The tables of a self-test that has begun. */
public final class TestTables implements AutoCloseable {

    private static final String INSERT = """
            insert into replicas (replica_id, version, schema_version, schema_level, started_at_us, seen_at_us)
            values ('self-test', '0', 0, 0, 0, 0)
            """;

    private static final String COUNT = "select count(*) from replicas where replica_id = 'self-test'";

    /** Statements that the schema has to refuse, by what refuses them. There must be a session with an interaction. */
    private static final List<List<String>> REFUSED = List.of(
            List.of("primary key", INSERT + " , ('self-test', '0', 0, 0, 0, 0)"),
            List.of("check", "update alert_sessions set status = 'nonsense'"),
            List.of("foreign key", "update llm_interactions set session_id = 'nonsense'"),
            List.of("not null", "update alert_sessions set agent_type = null"));

    private final String name;
    private final Opener connections;
    private final Closer drop;

    TestTables(String name, Opener connections, Closer drop) {
        this.name = name;
        this.connections = connections;
        this.drop = drop;
    }

    /** Opens a connection to the tables. */
    interface Opener {

        Connection open() throws SQLException;
    }

    /** Drops the tables. */
    interface Closer {

        void close() throws SQLException;
    }

    /** The name of the schema, or the path of the file. */
    public String name() {
        return name;
    }

    /**
     * Whether a transaction does not see what another one has not committed, and sees it afterwards; the row that they share is
     * gone in the end.
     */
    public boolean isIsolated() throws SQLException {
        try (Connection one = connections.open(); Connection other = connections.open()) {
            one.setAutoCommit(false);
            execute(one, INSERT);
            long before = count(other);
            one.commit();
            long after = count(other);
            execute(one, "delete from replicas where replica_id = 'self-test'");
            long uncommitted = count(other);
            one.commit();
            return before == 0 && after == 1 && uncommitted == 1 && count(other) == 0;
        }
    }

    /** Which constraints do not refuse what they should; empty when all do. Nothing stays. */
    public List<String> missingRefusals() throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            for (List<String> refused : REFUSED) {
                try {
                    if (execute(connection, refused.get(1)) > 0) {
                        missing.add(refused.get(0));
                    }
                } catch (SQLException refusal) {
                    if (!isConstraint(refusal)) {
                        throw refusal;
                    }
                } finally {
                    connection.rollback();
                }
            }
        }
        return missing;
    }

    /** PostgreSQL has a class of states for them, SQLite a code; triggers of the schema refuse with one of either. */
    private static boolean isConstraint(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? SqliteCode.CONSTRAINT.is(failure.getErrorCode())
                : state.startsWith("23") || state.startsWith("P0");
    }

    @Override
    public void close() throws SQLException {
        drop.close();
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT); ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }
}
