package io.alerthistory.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.alerthistory.json.Sha256;

/**
 * What the tables of a database contain: the number of rows, and a digest that does not depend on their order.
 *
 * @param rows of every table
 * @param digests of every table; empty when they were not asked for
 */
record TableSums(Map<String, Long> rows, Map<String, String> digests) {

    /** Makes the statements; the server quotes the names. The digest is a sum of hashes, so the order does not matter. */
    private static final String POSTGRESQL = """
            select c.relname as name,
              format('select count(*), %s from %%I.%%I t', n.nspname, c.relname) as statement
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind = 'r'
            order by c.relname
            """;

    private static final String DIGEST = """
            concat(coalesce(sum((''x'' || substr(md5((t.*)::text), 1, 15))::bit(60)::bigint), 0), ''-'', \
            coalesce(sum((''x'' || substr(md5((t.*)::text), 18, 15))::bit(60)::bigint), 0))""";

    private static final String SQLITE = """
            select name, printf('%s', name) as statement
            from pragma_table_list
            where schema = 'main' and type = 'table' and name not like 'sqlite|_%%' escape '|'
            order by name
            """;

    /** Takes copies. */
    TableSums {
        rows = Map.copyOf(rows);
        digests = Map.copyOf(digests);
    }

    static TableSums ofPostgresql(Connection connection, String schema, boolean withDigests) throws SQLException {
        Map<String, String> statements = new LinkedHashMap<>();
        try (PreparedStatement tables = connection
                .prepareStatement(POSTGRESQL.formatted(withDigests ? DIGEST : "null"))) {
            tables.setString(1, schema);
            collect(tables, statements);
        }
        Map<String, Long> rows = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : statements.entrySet()) {
                try (ResultSet sums = statement.executeQuery(table.getValue())) {
                    sums.next();
                    rows.put(table.getKey(), sums.getLong(1));
                    if (withDigests) {
                        digests.put(table.getKey(), sums.getString(2));
                    }
                }
            }
        }
        return new TableSums(rows, digests);
    }

    static TableSums ofSqlite(Connection connection, boolean withDigests) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : sqlite(connection, "select count(*) from \"%w\"").entrySet()) {
                try (ResultSet count = statement.executeQuery(table.getValue())) {
                    count.next();
                    rows.put(table.getKey(), count.getLong(1));
                }
            }
            if (withDigests) {
                for (Map.Entry<String, String> table : sqlite(connection, "select * from \"%w\"").entrySet()) {
                    try (ResultSet found = statement.executeQuery(table.getValue())) {
                        digests.put(table.getKey(), digest(found));
                    }
                }
            }
        }
        return new TableSums(rows, digests);
    }

    /** How these differ from others; empty when they are equal. */
    String difference(TableSums others) {
        Map<String, Long> all = new TreeMap<>(rows);
        others.rows.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(table -> !java.util.Objects.equals(rows.get(table), others.rows.get(table))
                        || !java.util.Objects.equals(digests.get(table), others.digests.get(table)))
                .map(table -> table + " has " + others.rows.get(table) + " rows instead of " + rows.get(table)
                        + (java.util.Objects.equals(rows.get(table), others.rows.get(table)) ? " with another content" : ""))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> sqlite(Connection connection, String pattern) throws SQLException {
        Map<String, String> statements = new LinkedHashMap<>();
        try (PreparedStatement tables = connection.prepareStatement(SQLITE.formatted(pattern))) {
            collect(tables, statements);
        }
        return statements;
    }

    private static void collect(PreparedStatement tables, Map<String, String> statements) throws SQLException {
        try (ResultSet found = tables.executeQuery()) {
            while (found.next()) {
                statements.put(found.getString("name"), found.getString("statement"));
            }
        }
    }

    private static String digest(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        long first = 0;
        long second = 0;
        while (rows.next()) {
            MessageDigest digest = Sha256.begin();
            for (int i = 1; i <= columns; i++) {
                String value = rows.getString(i);
                byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(5).put((byte) (value == null ? 0 : 1)).putInt(bytes.length).array());
                digest.update(bytes);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            first += hash.getLong();
            second += hash.getLong();
        }
        return Long.toHexString(first) + "-" + Long.toHexString(second);
    }
}
