package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/**
 * The mark of a transfer in its target. It is there from the first row to the moment at which nothing can follow any more.
 *
 * @param source the database that is transferred
 * @param digest of everything that was copied; empty while rows are missing
 */
record TransferState(String source, String digest) {

    static final String TABLE = "transfer_state";

    /** The mark of a target; null when it has none. */
    static @Nullable TransferState of(End target) throws SQLException {
        TransferState state = of(target, target.writer());
        commit(target.writer());
        return state;
    }

    /** Whether a database is a target into which not everything was copied. */
    static boolean isUnfinished(End end) throws SQLException {
        TransferState state = of(end, end.reader());
        return state != null && state.digest.isEmpty();
    }

    private static @Nullable TransferState of(End end, Connection connection) throws SQLException {
        boolean isMarked = end.kind() == DatabaseKind.SQLITE
                ? Sql.holds(connection, "select 1 from sqlite_schema where type = 'table' and name = ?", TABLE)
                : !Sql.rows(connection, "select to_regclass(?)::text", TABLE).get(0).get(0).isEmpty();
        List<List<String>> rows = isMarked ? Sql.rows(connection, "select source, digest from " + TABLE) : List.of();
        return rows.isEmpty() ? null : new TransferState(rows.get(0).get(0), rows.get(0).get(1));
    }

    /** Writes the mark. */
    void write(End target, long nowUs) throws SQLException {
        Connection connection = target.writer();
        Sql.execute(connection, "create table if not exists " + TABLE
                + " (source text not null, digest text not null, changed_at_us bigint not null)");
        Sql.execute(connection, "delete from " + TABLE);
        try (PreparedStatement statement = connection.prepareStatement("insert into " + TABLE + " values (?, ?, ?)")) {
            statement.setString(1, source);
            statement.setString(2, digest);
            statement.setLong(3, nowUs);
            statement.executeUpdate();
        }
        commit(connection);
    }

    static void drop(End target) throws SQLException {
        Sql.execute(target.writer(), "drop table " + TABLE);
        commit(target.writer());
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }
}
