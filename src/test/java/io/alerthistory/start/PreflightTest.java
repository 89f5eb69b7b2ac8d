package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final Pattern TABLE = Pattern.compile("(?m)^create (?:virtual )?table (\\w+)");

    /** A migration that makes a table more must find its name free, too. */
    @Test
    void knowsEveryTableThatAMigrationMakes() throws IOException {
        Set<String> made = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db/migration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (Matcher table = TABLE.matcher(Files.readString(file)); table.find();) {
                    made.add(table.group(1));
                }
            }
        }

        assertThat(Preflight.TABLES).containsAll(made);
    }
}
