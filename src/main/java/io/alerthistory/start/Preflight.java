package io.alerthistory.start;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/**
 * Checks a database before anything in it is changed.
 *
 * @param migrated whether it was migrated before
 * @param foreign the tables of other applications
 */
record Preflight(boolean migrated, List<String> foreign) {

    /** The tables that the first migrations create, and later ones expect. A test compares them with the migrations. */
    static final Set<String> TABLES = Set.of("alert_sessions", "chats", "chat_user_messages", "stage_executions",
            "llm_interactions", "mcp_interactions", "events", "idempotency_keys", "session_search", "session_search_ids",
            "signing_keys", "replicas", "access_keys", "audit_log", "audit_head", "audit_checkpoints",
            "event_outbox", "alerts", "alert_episodes", "alert_starts", "alert_texts", "alert_notifications", "alert_notified",
            "alert_silences", "alert_suppressions", "alert_acknowledgements", "alert_touched", "alert_rollup",
            "alert_daily", "alert_rule_daily", "session_reviews", "session_scores");

    private static final String HISTORY = "flyway_schema_history";
    private static final int MAX_NAMED = 5;

    /** The minimum version of PostgreSQL, as server_version_num. */
    private static final int MIN_SERVER_VERSION = 140_000;

    private static final String SERVER = """
            select current_setting('server_version_num')::int as version,
              pg_encoding_to_char(d.encoding) as encoding,
              current_schema() as schema_name,
              coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create
            from pg_database d
            where d.datname = current_database()
            """;

    private static final String SERVER_TABLES = """
            select c.relname as name
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema()
              and c.relkind in ('r', 'p', 'v', 'm', 'f')
              and not exists (
                select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by c.relname
            """;

    private static final String FILE_TABLES = """
            select name
            from sqlite_master
            where type in ('table', 'view') and name not like 'sqlite^_%' escape '^'
            order by name
            """;

    /** The mark of a transfer: transfer/TransferState. Another application's table may have its name. */
    private static final List<String> MARK_COLUMNS = List.of("source", "digest", "changed_at_us");

    private static final String SERVER_MARK_COLUMNS = """
            select column_name as name
            from information_schema.columns
            where table_schema = current_schema() and table_name = 'transfer_state'
            """;

    private static final String FILE_MARK_COLUMNS = "select name from pragma_table_info('transfer_state')";

    private static final String UNFINISHED_TRANSFER = "select source as name from transfer_state where digest = ''";

    /**
     * Reads the facts from the database.
     *
     * @param source the variable that selects the database, for messages
     * @throws Refusal when it cannot be used
     */
    static Preflight of(DataSource database, DatabaseKind kind, String source) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            return kind == DatabaseKind.SQLITE ? file(statement) : server(statement, source);
        }
    }

    /** The same for a service, which would write to half a history, and could never be given the rest. */
    static Preflight ofService(DataSource database, DatabaseKind kind, String source) throws SQLException {
        Preflight found = of(database, kind, source);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            String columns = kind == DatabaseKind.SQLITE ? FILE_MARK_COLUMNS : SERVER_MARK_COLUMNS;
            if (found.migrated && names(statement, columns).containsAll(MARK_COLUMNS)
                    && !names(statement, UNFINISHED_TRANSFER).isEmpty()) {
                throw new Refusal("the database of " + source + " is the target of an unfinished transfer: continue it with"
                        + " transfer --resume, or drop the table transfer_state");
            }
        }
        return found;
    }

    private static Preflight server(Statement statement, String source) throws SQLException {
        String encoding;
        String schema;
        boolean mayCreate;
        try (ResultSet found = statement.executeQuery(SERVER)) {
            found.next();
            if (found.getInt("version") < MIN_SERVER_VERSION) {
                throw new Refusal("the server is too old: PostgreSQL 14 or later is required");
            }
            encoding = found.getString("encoding");
            schema = found.getString("schema_name");
            mayCreate = found.getBoolean("may_create");
        }
        if (!"UTF8".equals(encoding)) {
            throw new Refusal("the database's encoding is " + encoding + ", but UTF8 is required: create one with"
                    + " CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and name it in " + source);
        }
        if (schema == null) {
            throw new Refusal("none of the schemas of the search path exists: CREATE SCHEMA ... AUTHORIZATION the role of "
                    + source + ", or name another one there");
        }
        Preflight found = of(names(statement, SERVER_TABLES), "the schema " + schema,
                "a database of its own, or a schema: CREATE SCHEMA ...; ALTER ROLE ... SET search_path = ...");
        if (!found.migrated && !mayCreate) {
            throw new Refusal("the role of " + source + " may not create tables in the schema " + schema
                    + ": GRANT CREATE ON SCHEMA " + schema + " TO the role, or give it a schema of its own");
        }
        return found;
    }

    private static Preflight file(Statement statement) throws SQLException {
        return of(names(statement, FILE_TABLES), "the file", "a file of its own: DATABASE_URL=sqlite:///another.db");
    }

    private static Preflight of(List<String> names, String where, String remedy) {
        if (names.contains(HISTORY)) {
            return new Preflight(true, List.of());
        }
        List<String> taken = names.stream().filter(TABLES::contains).toList();
        if (!taken.isEmpty()) {
            throw new Refusal(
                    where + " has tables of another application with the names of this service's tables (" + listed(taken)
                            + "): give this service " + remedy);
        }
        return new Preflight(false, names);
    }

    /** The names of the first of them, for a message; null when there are none. */
    @Nullable
    String foreignTables() {
        return foreign.isEmpty() ? null : listed(foreign);
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MAX_NAMED ? " and " + (names.size() - MAX_NAMED) + " more" : "");
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                names.add(found.getString("name"));
            }
        }
        return names;
    }
}
