package io.alerthistory.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.alerthistory.database.PostgresAddress;

/** Gives a new database the grants of the one that it replaces; those of its tables come with the backup. */
final class DatabaseGrants {

    private static final String OF_DATABASE = """
            select format('grant %s on database %I to %s', a.privilege_type, ?::text, coalesce(quote_ident(r.rolname), 'public'))
            from pg_database d
            cross join aclexplode(d.datacl) a
            left join pg_roles r on r.oid = a.grantee
            where d.datname = current_database()
            """;

    private static final String OF_SCHEMA = """
            select format('grant %s on schema %I to %s', a.privilege_type, n.nspname, coalesce(quote_ident(r.rolname), 'public'))
            from pg_namespace n
            cross join aclexplode(n.nspacl) a
            left join pg_roles r on r.oid = a.grantee
            where n.nspname = ?
            """;

    private static final String DEFAULTS = """
            select format('alter default privileges for role %I in schema %I grant %s on %s to %s', o.rolname, n.nspname,
              a.privilege_type, case p.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' else 'functions' end,
              coalesce(quote_ident(r.rolname), 'public'))
            from pg_default_acl p
            join pg_namespace n on n.oid = p.defaclnamespace
            join pg_roles o on o.oid = p.defaclrole
            cross join aclexplode(p.defaclacl) a
            left join pg_roles r on r.oid = a.grantee
            where n.nspname = ? and p.defaclobjtype in ('r', 'S', 'f')
            """;

    private DatabaseGrants() {
    }

    /**
     * Copies the grants.
     *
     * @param from a connection to the database that is replaced
     */
    static void copy(Connection from, PostgresAddress to, String schema) throws SQLException {
        List<String> statements = new ArrayList<>();
        boolean isRestricted = Connections.text(from,
                "select 'yes' from pg_database where datname = current_database() and datacl is not null") != null;
        if (isRestricted) {
            statements.add(Objects.requireNonNull(
                    Connections.text(from, "select format('revoke all on database %I from public', ?::text)", to.database())));
        }
        collect(from, OF_DATABASE, to.database(), statements);
        statements.add(Objects.requireNonNull(
                Connections.text(from, "select format('create schema if not exists %I', ?::text)", schema)));
        collect(from, OF_SCHEMA, schema, statements);
        collect(from, DEFAULTS, schema, statements);
        try (Connection connection = Connections.open(to)) {
            Connections.execute(connection, statements.toArray(String[]::new));
        }
    }

    private static void collect(Connection from, String query, String parameter, List<String> statements)
            throws SQLException {
        try (PreparedStatement statement = from.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    statements.add(found.getString(1));
                }
            }
        }
    }
}
