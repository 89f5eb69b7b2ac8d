package io.alerthistory.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Changes the audit log as somebody does who owns the database: without the triggers that guard it. */
public final class AuditTampering {

    private static final List<String> TABLES = List.of("audit_log", "audit_head", "audit_checkpoints");

    private AuditTampering() {
    }

    /** Runs statements in one transaction. */
    public static void run(Connection connection, String... statements) throws SQLException {
        boolean isSqlite = connection.getMetaData().getDatabaseProductName().equals("SQLite");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            List<String[]> triggers = isSqlite ? triggers(statement) : List.of();
            for (String[] trigger : triggers) {
                statement.execute("drop trigger " + trigger[0]);
            }
            if (!isSqlite) {
                guard(statement, "disable");
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (!isSqlite) {
                guard(statement, "enable");
            }
            for (String[] trigger : triggers) {
                statement.execute(trigger[1]);
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** An empty log. */
    public static void reset(Connection connection) throws SQLException {
        run(connection, "delete from audit_log", "delete from audit_head", "delete from audit_checkpoints");
    }

    private static void guard(Statement statement, String how) throws SQLException {
        for (String table : TABLES) {
            statement.execute("alter table " + table + " " + how + " trigger user");
        }
    }

    private static List<String[]> triggers(Statement statement) throws SQLException {
        List<String[]> triggers = new ArrayList<>();
        try (ResultSet found = statement
                .executeQuery("select name, sql from sqlite_schema where type = 'trigger' and name like 'tr_audit_%'")) {
            while (found.next()) {
                triggers.add(new String[] { found.getString(1), found.getString(2) });
            }
        }
        return triggers;
    }
}
