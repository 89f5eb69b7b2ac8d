package io.alerthistory.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

import io.alerthistory.database.PostgresAddress;

/** Gives a restored database the name of the one that it replaces. */
final class PostgresSwap {

    private static final String MAY_CREATE = "select rolcreatedb or rolsuper from pg_roles where rolname = current_user";
    private static final String IS_OWNER = """
            select pg_has_role(current_user, datdba, 'usage') from pg_database where datname = current_database()
            """;
    private static final String RENAME = "select format('alter database %I rename to %I', ?::text, ?::text)";
    private static final String INSTEAD = ", or create an empty database yourself and restore into that";
    private static final String YES = "t";

    private final PostgresAddress target;

    PostgresSwap(PostgresAddress target) {
        this.target = target;
    }

    /**
     * Checks what the swap needs, before a restore that may take hours.
     *
     * @param old a connection to the database that is replaced
     * @throws BackupException when it would fail; says what to do
     */
    void requirePossible(Connection old) throws BackupException, SQLException {
        if (!YES.equals(Connections.text(old, MAY_CREATE))) {
            throw new BackupException(
                    "--replace makes a new database, which the role may not: ALTER ROLE ... CREATEDB" + INSTEAD);
        }
        if (!YES.equals(Connections.text(old, IS_OWNER))) {
            throw new BackupException("--replace renames the database " + target.database()
                    + ", which only its owner may: use the owner's role" + INSTEAD);
        }
        elsewhere().close();
    }

    /**
     * Checks that the service will find its tables in the new database.
     *
     * @param old a connection to the database that is replaced
     * @param fresh has the schema
     */
    void requireSameSchema(Connection old, String fresh) throws BackupException, SQLException {
        try (Connection connection = Connections.open(target.at(fresh))) {
            String before = Connections.text(old, "select current_schema()");
            String after = Connections.text(connection, "select current_schema()");
            if (!Objects.equals(before, after)) {
                throw new BackupException("the search path of the database begins with " + before
                        + ", and that of a new one with " + after + ", because ALTER DATABASE ... SET search_path is not"
                        + " copied: set it with ALTER ROLE ... SET search_path" + INSTEAD);
            }
        }
    }

    /** Both names change in one transaction. */
    void run(String fresh, String aside) throws BackupException {
        try (Connection other = elsewhere()) {
            other.setAutoCommit(false);
            for (String[] names : new String[][] { { target.database(), aside }, { fresh, target.database() } }) {
                Connections.execute(other, Objects.requireNonNull(Connections.text(other, RENAME, names[0], names[1])));
            }
            other.commit();
        } catch (SQLException failure) {
            throw new BackupException("it is complete in the new database " + fresh + ", which is kept, but the names could"
                    + " not be swapped: " + failure.getMessage() + ". Rename both databases with ALTER DATABASE ... RENAME TO,"
                    + " or drop the new one: DROP DATABASE " + PostgresSnapshot.quoted(fresh), failure);
        }
    }

    /** A database cannot be renamed over a connection to itself. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private Connection elsewhere() throws BackupException {
        String reason = "";
        for (String database : List.of("postgres", "template1")) {
            if (!database.equals(target.database())) {
                try {
                    return Connections.open(target.at(database));
                } catch (SQLException refused) {
                    reason = String.valueOf(refused.getMessage());
                }
            }
        }
        throw new BackupException("--replace renames databases over a connection to postgres or template1, which the server"
                + " refuses: " + reason + ". Allow one of them" + INSTEAD);
    }
}
