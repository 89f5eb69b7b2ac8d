package io.alerthistory.rehearsal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.rehearsal.Findings.Rewrite;

/** What the server says of the tables and indexes of the current schema, and of the locks of the current transaction. */
final class PostgresCatalog {

    /** Of tables and indexes. What pg_class says of new files of this transaction is seen only here. */
    private static final String RELATIONS = """
            select c.oid::bigint as id, c.relname as name, pg_relation_filenode(c.oid)::bigint as file,
              greatest(c.reltuples, 0)::bigint as row_count,
              case when c.relkind in ('r', 'm') then pg_table_size(c.oid) else pg_relation_size(c.oid) end as bytes
            from pg_class c
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'm', 'i')
            """;

    private static final String LOCKS = """
            select l.relation::bigint as id, l.mode
            from pg_locks l
            where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted
              and l.database = (select oid from pg_database where datname = current_database())
            """;

    /** Rows of a changed table are locked for other writers until the end. */
    private static final String CHANGED_ROWS = """
            select t.relid::bigint as id, t.n_tup_upd + t.n_tup_del as row_count
            from pg_stat_xact_user_tables t
            where t.n_tup_upd + t.n_tup_del > 0
            """;

    private static final String LOG_POSITION = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as at";

    private final Statement statement;

    PostgresCatalog(Statement statement) {
        this.statement = statement;
    }

    /** @param file changes when the relation is rewritten */
    record StoredRelation(String name, long file, long rows, long bytes) {
    }

    /** What was written anew, the largest first. */
    static List<Rewrite> rewritten(Map<Long, StoredRelation> before, Map<Long, StoredRelation> after, Map<Long, Long> changed) {
        List<Rewrite> rewritten = new ArrayList<>();
        before.forEach((id, old) -> {
            StoredRelation now = after.get(id);
            if (now == null) {
                return; // it is dropped
            }
            if (now.file() != old.file()) {
                rewritten.add(new Rewrite(old.name(), Math.max(old.rows(), now.rows()), now.bytes()));
            } else if (changed.containsKey(id)) {
                rewritten.add(new Rewrite(old.name(), changed.getOrDefault(id, 0L), Math.max(0, now.bytes() - old.bytes())));
            }
        });
        rewritten.sort(Comparator.comparingLong(Rewrite::bytes).reversed().thenComparing(Rewrite::relation));
        return rewritten;
    }

    /** The size of the files that are new, or have grown. */
    static long newBytes(Map<Long, StoredRelation> before, Map<Long, StoredRelation> after) {
        return after.entrySet().stream().mapToLong(entry -> {
            StoredRelation old = before.get(entry.getKey());
            StoredRelation now = entry.getValue();
            return old == null || old.file() != now.file() ? now.bytes() : Math.max(0, now.bytes() - old.bytes());
        }).sum();
    }

    /** By their identifiers. */
    Map<Long, StoredRelation> relations() throws SQLException {
        Map<Long, StoredRelation> relations = new HashMap<>();
        try (ResultSet found = statement.executeQuery(RELATIONS)) {
            while (found.next()) {
                relations.put(found.getLong("id"), new StoredRelation(found.getString("name"), found.getLong("file"),
                        found.getLong("row_count"), found.getLong("bytes")));
            }
        }
        return relations;
    }

    /** How many rows of each table this transaction has changed. */
    Map<Long, Long> changedRows() throws SQLException {
        Map<Long, Long> rows = new HashMap<>();
        try (ResultSet found = statement.executeQuery(CHANGED_ROWS)) {
            while (found.next()) {
                rows.put(found.getLong("id"), found.getLong("row_count"));
            }
        }
        return rows;
    }

    /** Where the write-ahead log ends, in bytes. */
    long logPosition() throws SQLException {
        try (ResultSet found = statement.executeQuery(LOG_POSITION)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The strongest lock on each relation. */
    Map<Long, LockMode> locks() throws SQLException {
        Map<Long, LockMode> locks = new HashMap<>();
        try (ResultSet found = statement.executeQuery(LOCKS)) {
            while (found.next()) {
                long relation = found.getLong("id");
                LockMode.of(found.getString("mode")).ifPresent(
                        mode -> locks.merge(relation, mode, (one, other) -> one.compareTo(other) > 0 ? one : other));
            }
        }
        return locks;
    }
}
