package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The two schemas are twins: the same migrations, the same tables, columns and indexes. */
class MigrationsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    @Test
    void standForBothDatabases() throws IOException {
        assertThat(names("sqlite")).isNotEmpty().isEqualTo(names("postgresql"));
    }

    @Test
    void makeTheSameTablesAndIndexes() throws IOException {
        for (String name : names("sqlite")) {
            assertThat(skeleton("sqlite", name)).isEqualTo(skeleton("postgresql", name));
        }
    }

    private static List<String> names(String database) throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS.resolve(database))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Only SQLite has a table of its own for the search, only PostgreSQL an index. Only PostgreSQL has indexes of identifiers,
     * which are primary keys on SQLite, and a table for events that no reader sees yet.
     */
    private static final Set<String> OWN = Set.of("session_search_ids", "ix_alert_sessions_search", "ix_alerts_labels",
            "ix_stage_executions_id",
            "ix_llm_interactions_id", "ix_mcp_interactions_id",
            "event_outbox");

    /** The tables with their columns, the indexes, and what is added and dropped; not triggers, functions and data. */
    private static List<String> skeleton(String database, String name) throws IOException {
        List<String> skeleton = new ArrayList<>();
        String text = Files.readString(MIGRATIONS.resolve(database).resolve(name));
        for (String statement : text.replaceAll("--.*", "").split(";\\s*(\\n|$)")) {
            String line = statement.strip().replaceAll("\\s+", " ");
            if (OWN.stream().anyMatch(line::contains)) {
                continue;
            }
            if (line.startsWith("create table")) {
                skeleton.add(line.substring(0, line.indexOf('(')));
                statement.lines().filter(column -> column.matches("    [a-z_]+ .*"))
                        .forEach(column -> skeleton.add(column.strip().split(" ")[0]));
            } else if (line.matches("(create (unique )?index|drop (?!trigger)).*")) {
                skeleton.add(line);
            } else if (line.matches("alter table \\w+ add column .*")) {
                skeleton.add(line.replaceAll("(add column \\w+).*", "$1"));
            }
        }
        return skeleton;
    }
}
