package io.alerthistory.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Where a database still has a value: on SQLite the files, byte for byte, on PostgreSQL the tables of a dump. */
final class StoredTraces {

    private StoredTraces() {
    }

    static List<String> of(String value, String driver, Callable<Connection> database) {
        try (Connection connection = database.call(); Statement statement = connection.createStatement()) {
            return driver.equals("sqlite") ? files(value, statement) : tables(value, statement);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> files(String value, Statement statement) throws SQLException, IOException {
        String file = column(statement, "select file from pragma_database_list where name = 'main'").get(0);
        List<String> traces = new ArrayList<>();
        for (String suffix : List.of("", "-wal", "-journal")) {
            Path path = Path.of(file + suffix);
            if (Files.exists(path) && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                    .toLowerCase(java.util.Locale.ROOT).contains(value)) {
                traces.add(path.getFileName().toString());
            }
        }
        return traces;
    }

    /** What a dump says of a row, the text of the row has, too. */
    private static List<String> tables(String value, Statement statement) throws SQLException {
        List<String> traces = new ArrayList<>();
        for (String table : column(statement, "select table_name from information_schema.tables"
                + " where table_schema = current_schema() and table_type = 'BASE TABLE'")) {
            String found = "select count(*) from " + table + " t where strpos(lower(t::text), '" + value + "') > 0";
            if (!column(statement, found).equals(List.of("0"))) {
                traces.add(table);
            }
        }
        return traces;
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
