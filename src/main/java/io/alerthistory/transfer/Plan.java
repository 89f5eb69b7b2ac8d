package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is transferred: every table that both databases have.
 *
 * @param tables in the order of their references
 * @param others tables that only one of them has
 */
record Plan(List<CopiedTable> tables, List<String> others) {

    /**
     * The history of migrations, the marker of a transfer, the processes that serve a database, events on their way, and
     * numbers
     * that SQLite's triggers give to sessions for the search.
     */
    private static final Set<String> OWN = Set.of("flyway_schema_history", TransferState.TABLE, "replicas",
            "session_search_ids",
            "event_outbox");

    /** Without virtual tables and their shadows: the index of the search, which triggers fill. */
    private static final String FILE_TABLES = """
            select name
            from pragma_table_list
            where schema = 'main' and type = 'table' and name not like 'sqlite^_%' escape '^'
            """;

    private static final String FILE_COLUMNS = "select name, pk from pragma_table_xinfo(?) where hidden = 0 order by pk";

    Plan {
        tables = List.copyOf(tables);
        others = List.copyOf(others);
    }

    /**
     * Reads the schemas of both databases.
     *
     * @throws TransferFailure when a table differs
     */
    static Plan of(Connection server, Connection file) throws SQLException {
        Map<String, Map<String, Integer>> files = new LinkedHashMap<>();
        for (List<String> table : Sql.rows(file, FILE_TABLES)) {
            Map<String, Integer> columns = new LinkedHashMap<>();
            Sql.rows(file, FILE_COLUMNS, table.get(0)).forEach(row -> columns.put(row.get(0), Integer.valueOf(row.get(1))));
            files.put(table.get(0), columns);
        }
        files.keySet().removeAll(OWN);
        ServerCatalog catalog = new ServerCatalog(server, files.keySet());
        List<CopiedTable> tables = new ArrayList<>();
        Set<String> others = new TreeSet<>(files.keySet());
        for (String table : catalog.tables()) {
            Map<String, Integer> columns = files.get(table);
            if (columns == null) {
                others.add(table);
            } else {
                others.remove(table);
                tables.add(table(table, columns, catalog));
            }
        }
        others.removeAll(OWN);
        return new Plan(tables, List.copyOf(others));
    }

    private static CopiedTable table(String name, Map<String, Integer> file, ServerCatalog catalog) {
        List<Column> server = catalog.columns(name);
        Set<String> different = new TreeSet<>(file.keySet());
        Set<String> names = server.stream().map(Column::name).collect(Collectors.toSet());
        names.stream().filter(column -> !different.remove(column)).forEach(different::add);
        if (!different.isEmpty()) {
            throw new TransferFailure("only one of the databases has these columns of " + name + ": "
                    + String.join(", ", different));
        }
        List<String> fileKey = file.entrySet().stream().filter(column -> column.getValue() > 0).map(Map.Entry::getKey)
                .toList(); // in the order of the key, as they were read
        List<String> serverKey = catalog.key(name);
        if (fileKey.isEmpty() || serverKey.isEmpty()) {
            throw new TransferFailure("the table " + name + " has no primary key");
        }
        Set<String> key = Stream.concat(fileKey.stream(), serverKey.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> order = List.copyOf(key);
        List<Column> columns = server.stream()
                .sorted(Comparator.comparingInt(
                        (Column column) -> key.contains(column.name()) ? order.indexOf(column.name()) : order.size())
                        .thenComparing(Column::name))
                .toList();
        return new CopiedTable(name, columns, key.size(), fileKey.size(), serverKey, catalog.ownReference(name),
                catalog.counted(name));
    }
}
