package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Copies a SQLite file. VACUUM INTO takes a snapshot of its own, so the rows of the same moment are counted in a read
 * transaction that begins beside it while nothing is written: a few milliseconds.
 */
final class SqliteSnapshot implements Snapshot {

    static final String VERSION = """
            select version
            from flyway_schema_history
            where success and version is not null
            order by installed_rank desc
            limit 1
            """;

    private static final int WAIT_MS = 30_000;
    private static final Duration MAX_BEGIN = Duration.ofSeconds(30);
    private static final long POLL_MS = 1;

    private final Path source;
    private final @Nullable String sourceName;
    private final boolean withDigests;
    private final Encryption encryption;
    private final Children children;

    SqliteSnapshot(Path source, @Nullable String sourceName, boolean withDigests, Encryption encryption, Children children) {
        this.source = source;
        this.sourceName = sourceName;
        this.withDigests = withDigests;
        this.encryption = encryption;
        this.children = children;
    }

    @Override
    public @Nullable String source() {
        return sourceName;
    }

    @Override
    public long databaseBytes() {
        try {
            return Files.size(source);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public BackupContent copyTo(Path file, AtomicLong progress)
            throws BackupException, SQLException, IOException, InterruptedException {
        Path plain = encryption.isOn() ? plain(file) : file;
        try {
            TableSums expected = vacuum(plain, progress);
            String schemaVersion = verify(plain, expected, withDigests);
            if (encryption.isOn()) {
                encrypt(plain, file);
            }
            BackupFolder.sync(file);
            return new BackupContent(Checksum.of(file), Verification.REHEARSED, expected.rows(), schemaVersion, null, null,
                    null);
        } finally {
            if (encryption.isOn()) {
                Files.deleteIfExists(plain);
            }
        }
    }

    @Override
    public void close() {
        // VACUUM INTO holds nothing
    }

    /** VACUUM INTO writes files only: the plain one lives until it is verified and encrypted, for its owner only. */
    private static Path plain(Path file) throws IOException {
        return new BackupFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()))
                .createPartial("plain-" + file.getFileName());
    }

    private TableSums vacuum(Path file, AtomicLong progress)
            throws BackupException, SQLException, IOException, InterruptedException {
        try (Connection writer = Connections.open(source, WAIT_MS);
                Connection counter = Connections.open(source, WAIT_MS);
                Connection copier = Connections.open(source, WAIT_MS)) {
            Connections.execute(writer, "begin immediate");
            Connections.execute(counter, "begin deferred");
            Connections.text(counter, "select count(*) from sqlite_schema"); // the snapshot begins with the first read
            CompletableFuture<@Nullable Void> copy = CompletableFuture.runAsync(() -> vacuum(copier, file),
                    task -> thread(task).start());
            try {
                awaitBegin(copy, file);
            } finally {
                Connections.execute(writer, "rollback");
            }
            TableSums sums = TableSums.ofSqlite(counter, withDigests);
            while (!isDone(copy, 200)) {
                progress.set(Files.size(file));
            }
            progress.set(Files.size(file));
            return sums;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "backup-vacuum");
        thread.setDaemon(true);
        return thread;
    }

    private static void vacuum(Connection copier, Path file) {
        try (PreparedStatement vacuum = copier.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, file.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** When it has written, it has begun to read. */
    private static void awaitBegin(CompletableFuture<@Nullable Void> copy, Path file)
            throws BackupException, IOException, InterruptedException {
        long deadline = System.nanoTime() + MAX_BEGIN.toNanos();
        while (Files.size(file) == 0 && !isDone(copy, POLL_MS)) {
            if (System.nanoTime() > deadline) {
                throw new BackupException("the copy did not begin within " + MAX_BEGIN.toSeconds() + " s");
            }
        }
    }

    private static boolean isDone(CompletableFuture<@Nullable Void> copy, long waitMs)
            throws BackupException, InterruptedException {
        try {
            copy.get(waitMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new BackupException("VACUUM INTO failed: " + SafeMessage.of(cause == null ? e : cause), e);
        }
    }

    /**
     * Opens a copy and compares it.
     *
     * @return the version of its schema
     */
    static @Nullable String verify(Path file, TableSums expected, boolean withDigests) throws BackupException, SQLException {
        try (Connection copy = Connections.openReadOnly(file)) {
            String integrity = Connections.text(copy, "pragma integrity_check(1)");
            if (!"ok".equals(integrity)) {
                throw new BackupException("the integrity check of the copy failed: " + integrity);
            }
            String difference = expected.difference(TableSums.ofSqlite(copy, withDigests));
            if (!difference.isEmpty()) {
                throw new BackupException("the copy differs: " + difference);
            }
            return Connections.text(copy, VERSION);
        }
    }

    private void encrypt(Path plain, Path file) throws BackupException, IOException, InterruptedException {
        try (Child age = encryption.encrypt(file, children)) {
            try (InputStream in = Files.newInputStream(plain); OutputStream out = age.stdin()) {
                Checksum.copy(in, List.of(out), new AtomicLong());
            } catch (IOException broken) {
                age.await(); // it may have ended, and then says why
                throw broken;
            }
            age.await();
        }
    }
}
