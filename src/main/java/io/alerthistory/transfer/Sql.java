package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What both databases understand. */
final class Sql {

    private Sql() {
    }

    /** An identifier, whatever it contains. */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a small result, each as its texts. */
    static List<List<String>> rows(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String text = found.getString(i);
                        row.add(text == null ? "" : text);
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    static long number(Connection connection, String sql, String... parameters) throws SQLException {
        return Long.parseLong(rows(connection, sql, parameters).get(0).get(0));
    }

    static boolean holds(Connection connection, String sql, String... parameters) throws SQLException {
        return !rows(connection, sql, parameters).isEmpty();
    }
}
