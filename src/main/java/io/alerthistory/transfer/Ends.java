package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.alerthistory.database.DatabaseAddress;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.error.Causes;

/** Opens databases, and asks what holds for both kinds. */
final class Ends {

    private Ends() {
    }

    static End open(DatabaseAddress address, boolean readOnly) throws SQLException {
        return address.kind() == DatabaseKind.POSTGRESQL ? PostgresEnd.open(address) : SqliteEnd.open(address, readOnly);
    }

    /** Whether a service is connected to a database. None of this process may be. */
    static boolean isServed(DatabaseAddress address) throws SQLException {
        return address.kind() == DatabaseKind.POSTGRESQL ? PostgresEnd.isServed(address) : SqliteEnd.isServed(address);
    }

    static Plan plan(End one, Connection other) throws SQLException {
        return one.kind() == DatabaseKind.POSTGRESQL ? Plan.of(one.reader(), other) : Plan.of(other, one.reader());
    }

    /**
     * The version of a database's schema.
     *
     * @throws TransferFailure when it is no history
     */
    static int version(End end) throws SQLException {
        try {
            return Sql.rows(end.reader(), "select version from flyway_schema_history where success").stream()
                    .map(row -> row.get(0)).filter(version -> version.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).max()
                    .orElse(0);
        } catch (SQLException failure) {
            throw new TransferFailure(
                    end + " has no history of migrations: it was never migrated, or is another application's ("
                            + Causes.firstLine(failure) + ")");
        }
    }

    /** The names of the tables that have rows. */
    static List<String> filled(End end, Plan plan) throws SQLException {
        List<String> filled = new java.util.ArrayList<>();
        for (CopiedTable table : plan.tables()) {
            if (Sql.holds(end.reader(), "select 1 from " + table.quoted() + " limit 1")) {
                filled.add(table.name());
            }
        }
        return filled;
    }

    static long rows(End end, Plan plan) throws SQLException {
        long rows = 0;
        for (CopiedTable table : plan.tables()) {
            rows += Sql.number(end.reader(), "select count(*) from " + table.quoted());
        }
        return rows;
    }
}
