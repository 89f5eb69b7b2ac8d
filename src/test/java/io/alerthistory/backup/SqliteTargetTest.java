package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real files: SQLite has its own opinion on files that lie beside a database. */
class SqliteTargetTest {

    private static final String ASIDE = ".before-1";

    @TempDir
    Path folder;

    private Path file;
    private Path restored;

    @BeforeEach
    void create() throws Exception {
        file = folder.resolve("history.db");
        restored = database("restored.db", "delete", "restored");
    }

    private Path database(String name, String mode, String row) throws SQLException {
        Path made = folder.resolve(name);
        try (Connection connection = Connections.open(made, 0)) {
            Connections.text(connection, "pragma journal_mode = " + mode);
            Connections.execute(connection, "create table t (x)", "insert into t values ('" + row + "')");
        }
        return made;
    }

    private static String row(Path file) throws SQLException {
        try (Connection connection = Connections.open(file, 0)) {
            return Connections.text(connection, "select group_concat(x) from t");
        }
    }

    /** A log of another database with the same pages, as a killed service leaves it. */
    private void leaveLog() throws Exception {
        Path other = folder.resolve("other.db");
        Files.copy(restored, other);
        try (Connection connection = Connections.open(other, 0)) {
            Connections.text(connection, "pragma journal_mode = wal");
            Connections.execute(connection, "insert into t values ('stale')");
            Files.copy(side(other, "-wal"), side(file, "-wal"));
            Files.copy(side(other, "-shm"), side(file, "-shm"));
        }
    }

    private static Path side(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private List<Path> replace(boolean replace) throws Exception {
        return SqliteTarget.of(file, ASIDE).replaceBy(restored, replace);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(one -> one.getFileName().toString()).filter(name -> name.startsWith("history.db")).sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void anOldLogIsNotTakenForThatOfTheRestoredFile(boolean isThere) throws Exception {
        leaveLog();
        Files.copy(side(file, "-wal"), side(file, "-journal"));
        if (isThere) {
            Files.createFile(file);
        }

        replace(false);

        assertThat(names()).contains("history.db").doesNotContain("history.db-wal", "history.db-shm", "history.db-journal");
        assertThat(row(file)).isEqualTo("restored");
    }

    @Test
    void theLogOfAFileThatIsMissingIsKept() throws Exception {
        leaveLog();

        assertThat(replace(false)).containsExactly(side(file, ASIDE + "-wal"), side(file, ASIDE + "-shm"));

        assertThat(names()).containsExactly("history.db", "history.db.before-1-shm", "history.db.before-1-wal");
    }

    @Test
    void anOldFileIsKeptWithWhatItsLogHas() throws Exception {
        Path source = database("source.db", "wal", "old");
        try (Connection connection = Connections.open(source, 0)) {
            Connections.execute(connection, "insert into t values ('logged')");
            Files.copy(source, file);
            Files.copy(side(source, "-wal"), side(file, "-wal"));
        }

        assertThat(replace(true)).containsExactly(side(file, ASIDE));

        assertThat(row(side(file, ASIDE))).isEqualTo("old,logged");
        assertThat(row(file)).isEqualTo("restored");
        assertThat(restored).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = { "wal", "delete" })
    void aFileThatIsOpenIsRefusedEvenAfterTheFirstCheck(String mode) throws Exception {
        database("history.db", mode, "old");
        SqliteTarget target = SqliteTarget.of(file, ASIDE);
        target.check(true);
        try (Connection service = Connections.open(file, 0)) {
            Connections.execute(service, "begin immediate", "insert into t values ('written')");

            assertThatThrownBy(() -> target.replaceBy(restored, true)).hasMessageContaining("is in use");

            Connections.execute(service, "commit");
        }
        assertThat(row(file)).isEqualTo("old,written");
    }

    @Test
    void anIdleServiceIsSeenToo() throws Exception {
        database("history.db", "wal", "old");
        try (Connection service = Connections.open(file, 0)) {
            Connections.text(service, "select count(*) from t");

            assertThatThrownBy(() -> replace(true)).hasMessageContaining("is in use");
        }
    }

    @Test
    void aFileThatGetsTablesWhileItIsRestoredIsNotReplaced() throws Exception {
        SqliteTarget target = SqliteTarget.of(file, ASIDE);
        target.check(false);
        database("history.db", "wal", "appeared");

        assertThatThrownBy(() -> target.replaceBy(restored, false)).hasMessageContaining("is not empty");

        assertThat(row(file)).isEqualTo("appeared");
    }

    @ParameterizedTest
    @ValueSource(strings = { "header", "schema" })
    void aDamagedFileIsReplacedAndKept(String part) throws Exception {
        database("history.db", "delete", "old");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, part.equals("header") ? 0 : 100, 200, (byte) 'x');
        Files.write(file, bytes);
        Files.writeString(side(file, "-shm"), "old index");

        assertThatThrownBy(() -> replace(false)).hasMessageContaining("is damaged or no SQLite database");
        assertThat(replace(true)).contains(side(file, ASIDE));

        assertThat(Files.readAllBytes(side(file, ASIDE))).isEqualTo(bytes);
        assertThat(row(file)).isEqualTo("restored");
    }

    @Test
    void aRefusalLeavesNoFileBehind() throws Exception {
        Files.delete(restored);

        assertThatThrownBy(() -> replace(false)).isInstanceOf(IOException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("disk"));
        Files.move(database("history.db", "delete", "old"), elsewhere.resolve("real.db"), StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(file, elsewhere.resolve("real.db"));

        replace(true);

        assertThat(file).isSymbolicLink();
        assertThat(row(file)).isEqualTo("restored");
        assertThat(row(elsewhere.resolve("real.db" + ASIDE))).isEqualTo("old");
    }
}
