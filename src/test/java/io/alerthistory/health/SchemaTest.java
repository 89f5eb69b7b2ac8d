package io.alerthistory.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.database.DatabaseKind;

/** The schema that health expects is the one that the migrations make. */
class SchemaTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");
    private static final Pattern INDEX = Pattern.compile("^(create|drop)(?: unique)? index (\\w+)",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private static List<Path> migrations(DatabaseKind kind) throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS.resolve(kind.name().toLowerCase(Locale.ROOT)))) {
            return files.sorted(Comparator.comparingInt(SchemaTest::version)).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryIndex(DatabaseKind kind) throws IOException {
        Set<String> indexes = new TreeSet<>();
        for (Path migration : migrations(kind)) {
            INDEX.matcher(Files.readString(migration)).results().forEach((MatchResult found) -> {
                if (found.group(1).equalsIgnoreCase("create")) {
                    indexes.add(found.group(2));
                } else {
                    indexes.remove(found.group(2));
                }
            });
        }
        assertThat(Schema.indexes(kind)).containsExactlyElementsOf(indexes);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheLastVersion(DatabaseKind kind) throws IOException {
        assertThat(migrations(kind)).extracting(file -> String.valueOf(version(file))).last().isEqualTo(Schema.VERSION);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheLevelOfTheLastBreakingMigration(DatabaseKind kind) throws IOException {
        assertThat(migrations(kind).stream().filter(file -> file.getFileName().toString().contains("__breaking_"))
                .mapToInt(SchemaTest::version).max().orElse(1)).isEqualTo(Schema.LEVEL);
    }

    private static int version(Path migration) {
        return Integer.parseInt(VERSION.matcher(migration.getFileName().toString()).replaceFirst("$1"));
    }
}
