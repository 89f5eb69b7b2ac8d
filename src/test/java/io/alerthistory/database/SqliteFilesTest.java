package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteFilesTest {

    private static final String OWNER_ONLY = "rw-------";

    @TempDir
    Path folder;

    @Test
    void aNewDatabaseAndTheFilesBesideItAreItsOwnersAlone() throws Exception {
        Path database = folder.resolve("new.db");

        SqliteFiles.protect(database);

        try (Connection connection = write(database)) {
            assertThat(connection.isClosed()).isFalse();
            assertThat(permissions("new.db")).isEqualTo(OWNER_ONLY);
            assertThat(permissions("new.db-wal")).isEqualTo(OWNER_ONLY);
            assertThat(permissions("new.db-shm")).isEqualTo(OWNER_ONLY);
        }
    }

    @Test
    void theFilesOfAnEarlierVersionBecomeTheirOwnersAlone() throws Exception {
        Path database = folder.resolve("old.db");
        try (Connection connection = write(database)) {
            assertThat(connection.isClosed()).isFalse();
            for (String name : new String[] { "old.db", "old.db-wal", "old.db-shm" }) {
                Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
            }

            SqliteFiles.protect(database);

            assertThat(permissions("old.db")).isEqualTo(OWNER_ONLY);
            assertThat(permissions("old.db-wal")).isEqualTo(OWNER_ONLY);
            assertThat(permissions("old.db-shm")).isEqualTo(OWNER_ONLY);
        }
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + database, new Properties());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select count(*) from kept").getInt(1)).isOne();
        }
    }

    @Test
    void whatIsStricterStays() throws IOException {
        Path database = Files.createFile(folder.resolve("archive.db"));
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("r--------"));

        SqliteFiles.protect(database);

        assertThat(permissions("archive.db")).isEqualTo("r--------");
    }

    @Test
    void aFolderThatIsNotThereIsLeftToSqlite() {
        SqliteFiles.protect(folder.resolve("none/history.db"));

        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static Connection write(Path database) throws SQLException {
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + database + "?journal_mode=WAL", new Properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table kept (id integer)");
            statement.execute("insert into kept values (1)");
        }
        return connection;
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
