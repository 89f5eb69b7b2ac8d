package io.alerthistory.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.database.PostgresAddress;

/** Backups of PostgreSQL. */
final class PostgresBackup implements BackupDatabase {

    /** The lock outlives the transaction, and a rehearsal leaves its session idle for long. */
    private static final String[] PREPARE = {
            "set statement_timeout = 0",
            """
                    select set_config(name, '0', false)
                    from pg_settings
                    where name = 'idle_session_timeout'
                    """ };

    private static final String MAY_IDENTIFY = """
            select has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()'), 'execute')
            """;

    /** The system identifier is the cluster's, and stays at a failover; the object id is the database's in it. */
    private static final String SOURCE = """
            select c.system_identifier || ':' || d.oid
            from pg_control_system() c, pg_database d
            where d.datname = current_database()
            """;

    /** The limits are for requests, not for the transaction that keeps a snapshot while pg_dump reads. */
    private static final String[] BEGIN = {
            "set transaction isolation level repeatable read, read only",
            "set local lock_timeout = '10s'",
            "set local idle_in_transaction_session_timeout = 0" };

    private static final String FACTS = """
            select current_setting('server_version_num')::int / 10000 as major,
              current_schema() as schema_name,
              (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                where e.extname = 'pg_trgm') as trigram_schema,
              coalesce((select sum(pg_total_relation_size(c.oid)) from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = current_schema() and c.relkind = 'r'), 0)::bigint as bytes,
              (select rolcreatedb or rolsuper from pg_roles where rolname = current_user) as may_create
            """;

    private final PostgresAddress address;
    private final Rehearsal rehearsal;
    private final Encryption encryption;
    private final Children children;

    PostgresBackup(PostgresAddress address, Rehearsal rehearsal, Encryption encryption, Children children) {
        this.address = address;
        this.rehearsal = rehearsal;
        this.encryption = encryption;
        this.children = children;
    }

    @Override
    public void check() throws BackupException, SQLException, InterruptedException {
        try (Connection connection = Connections.open(address)) {
            programs(facts(connection));
        }
    }

    @Override
    public @Nullable String source() throws SQLException {
        try (Connection connection = Connections.open(address)) {
            return source(connection);
        }
    }

    private static @Nullable String source(Connection connection) throws SQLException {
        return "t".equals(Connections.text(connection, MAY_IDENTIFY)) ? Connections.text(connection, SOURCE) : null;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the snapshot closes the connection
    public @Nullable Snapshot open() throws BackupException, SQLException, InterruptedException {
        Connection connection = Connections.open(address);
        boolean isTaken = false;
        try {
            if (!"t".equals(Connections.text(connection, "select pg_try_advisory_lock(?)", AdvisoryLock.BACKUP.number()))) {
                return null; // closing the connection releases it
            }
            Connections.execute(connection, PREPARE);
            Rehearsal.dropLeftovers(connection);
            String source = source(connection);
            connection.setAutoCommit(false);
            Connections.execute(connection, BEGIN);
            Facts facts = facts(connection);
            Snapshot snapshot = new PostgresSnapshot(connection, source, facts, address, programs(facts), rehearsal, encryption,
                    children);
            isTaken = true;
            return snapshot;
        } finally {
            if (!isTaken) {
                connection.close();
            }
        }
    }

    private PostgresPrograms programs(Facts facts) throws BackupException, InterruptedException {
        return PostgresPrograms.find(facts.major(), children);
    }

    private static Facts facts(Connection connection) throws SQLException, BackupException {
        try (PreparedStatement statement = connection.prepareStatement(FACTS); ResultSet found = statement.executeQuery()) {
            found.next();
            String schema = found.getString("schema_name");
            if (schema == null) {
                throw new BackupException("none of the schemas of the search path exists");
            }
            return new Facts(found.getInt("major"), schema, found.getString("trigram_schema"), found.getLong("bytes"),
                    found.getBoolean("may_create"));
        }
    }

    /**
     * What has to be known of a server.
     *
     * @param schema where the service's tables are
     * @param trigramSchema where pg_trgm is; null when it is not installed
     * @param mayCreate whether the role may create a database
     */
    record Facts(int major, String schema, @Nullable String trigramSchema, long bytes, boolean mayCreate) {
    }
}
