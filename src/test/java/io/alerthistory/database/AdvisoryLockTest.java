package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class AdvisoryLockTest {

    private static final Pattern LITERAL = Pattern.compile("advisory\\w*\\((\\d+)");

    @Test
    void everyLockHasANumberOfItsOwn() {
        assertThat(Stream.of(AdvisoryLock.values()).map(AdvisoryLock::number)).doesNotHaveDuplicates();
    }

    /** Their functions stand in the schema, where the enum does not reach. */
    @Test
    void theSchemaTakesTheLocksOfClaimsAndOfTheAuditLog() throws IOException {
        assertThat(literals("src/main/resources/db/migration/postgresql")).containsOnly(
                Long.toString(AdvisoryLock.CLAIM.number()), Long.toString(AdvisoryLock.AUDIT.number()));
    }

    @Test
    void backupsTakeTheirLock() throws IOException {
        assertThat(Path.of("src/main/java/io/alerthistory/backup/PostgresBackup.java")).content()
                .contains("AdvisoryLock.BACKUP.number()");
        assertThat(AdvisoryLock.BACKUP.number()).isEqualTo(7_221_004_124L);
    }

    @Test
    void theProgramTakesNoOther() throws IOException {
        assertThat(literals("src/main/java")).isEmpty();
    }

    private static List<String> literals(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).flatMap(AdvisoryLockTest::literals).toList();
        }
    }

    private static Stream<String> literals(Path file) {
        try {
            return LITERAL.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
