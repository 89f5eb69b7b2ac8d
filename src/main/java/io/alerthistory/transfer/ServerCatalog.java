package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** The tables of a PostgreSQL schema: columns, keys, and what refers to what. */
final class ServerCatalog {

    private static final String COLUMNS = """
            select c.relname, a.attname, a.attidentity <> '' as counted,
              (case when t.typtype = 'd' then t.typbasetype else t.oid end)::regtype::text as type
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid
            join pg_type t on t.oid = a.atttypid
            where c.relnamespace = current_schema()::regnamespace
              and c.relkind in ('r', 'p') and not c.relispartition
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by c.relname, a.attname
            """;

    private static final String KEYS = """
            select c.relname, a.attname
            from pg_index i
            join pg_class c on c.oid = i.indrelid
            cross join lateral unnest(i.indkey) with ordinality as k (attnum, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
            where c.relnamespace = current_schema()::regnamespace and i.indisprimary
            order by c.relname, k.place
            """;

    /** The last column of a reference to the own table is the one that may be null. */
    private static final String REFERENCES = """
            select c.relname as child, p.relname as parent, a.attname
            from pg_constraint f
            join pg_class c on c.oid = f.conrelid
            join pg_class p on p.oid = f.confrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any (f.conkey)
            where c.relnamespace = current_schema()::regnamespace and f.contype = 'f' and f.conparentid = 0
              and (c.oid <> p.oid or not a.attnotnull)
            """;

    private final Map<String, List<Column>> columns = new TreeMap<>();
    private final Map<String, List<String>> keys = new TreeMap<>();
    private final Map<String, String> counted = new TreeMap<>();
    private final Map<String, Set<String>> parents = new TreeMap<>();
    private final Map<String, String> own = new TreeMap<>();

    /**
     * Reads it.
     *
     * @param wanted the tables that the other database has; others may have columns of any type
     */
    ServerCatalog(Connection connection, Set<String> wanted) throws SQLException {
        for (List<String> row : Sql.rows(connection, COLUMNS)) {
            String table = row.get(0);
            List<Column> known = columns.computeIfAbsent(table, name -> new ArrayList<>());
            if (wanted.contains(table)) {
                known.add(new Column(row.get(1), ColumnType.of(row.get(3), table + "." + row.get(1))));
            }
            if (row.get(2).equals("t")) {
                counted.put(table, row.get(1));
            }
        }
        for (List<String> row : Sql.rows(connection, KEYS)) {
            keys.computeIfAbsent(row.get(0), name -> new ArrayList<>()).add(row.get(1));
        }
        for (List<String> row : Sql.rows(connection, REFERENCES)) {
            if (row.get(0).equals(row.get(1))) {
                own.put(row.get(0), row.get(2));
            } else {
                parents.computeIfAbsent(row.get(0), name -> new TreeSet<>()).add(row.get(1));
            }
        }
    }

    /** The tables, those that others refer to before these. */
    List<String> tables() {
        Map<String, Boolean> ordered = new LinkedHashMap<>();
        columns.keySet().forEach(table -> place(table, ordered));
        return List.copyOf(ordered.keySet());
    }

    private void place(String table, Map<String, Boolean> ordered) {
        for (String parent : parents.getOrDefault(table, Set.of())) {
            if (!ordered.containsKey(parent)) {
                place(parent, ordered);
            }
        }
        ordered.put(table, true);
    }

    List<Column> columns(String table) {
        return columns.getOrDefault(table, List.of());
    }

    List<String> key(String table) {
        return keys.getOrDefault(table, List.of());
    }

    @Nullable
    String counted(String table) {
        return counted.get(table);
    }

    /** The column by which a row refers to another one of its own table; null when there is none. */
    @Nullable
    String ownReference(String table) {
        return own.get(table);
    }
}
