package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** What begins a line: the statement and the name of a table, index or column. */
    private static List<String> skeleton(String database, String name) throws IOException {
        return Files.readAllLines(MIGRATIONS.resolve(database).resolve(name)).stream()
                .filter(line -> line.matches("(create .*|    [a-z_]+ .*)")).map(line -> line.startsWith("create")
                        ? line
                        : line.strip().split(" ")[0])
                .toList();
    }
}
