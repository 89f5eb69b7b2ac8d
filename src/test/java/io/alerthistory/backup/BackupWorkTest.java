package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.observe.HistoryEvent;

/** What is left in the folder after the operator's program, on a database that is copied at once. */
class BackupWorkTest {

    private static final Duration INTERVAL = Duration.ofHours(24);

    @TempDir
    Path temporary;

    private Path script(String text) throws IOException {
        Path script = Files.writeString(temporary.resolve("after"), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @SuppressWarnings("unchecked") // each interface is answered with what the work asks for
    private BackupWork work(Path script) {
        BackupConfig config = answering(BackupConfig.class, Map.of("interval", INTERVAL, "retentionDays", 30, "commandAfter",
                Optional.of(script.toString()), "ageRecipients", Optional.empty()));
        DatabaseConfig database = answering(DatabaseConfig.class, Map.of("kind", DatabaseKind.SQLITE));
        return new BackupWork(config, new BackupDatabases(database, config, answering(
                org.eclipse.microprofile.config.Config.class, Map.of())),
                (Event<HistoryEvent>) answering(Event.class, Map.of()),
                Clock.systemUTC(), "1");
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private BackupManifest made(BackupWork work, BackupFolder folder, long startedUs) throws IOException {
        try (FileChannel lock = FileChannel.open(temporary.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            return work.carryOut(new BackupRun("id" + startedUs, startedUs, null, new Copied(), lock, 1, new AtomicLong()),
                    folder);
        }
    }

    @Test
    void aBackupCountsOnlyAfterTheOperatorsProgram() throws IOException {
        BackupFolder folder = new BackupFolder(temporary.resolve("backups"));

        BackupManifest made = made(work(script("cp \"${1%.sqlite}.json\" \"$1.seen\"\n")), folder, 1);

        assertThat(Files.readString(temporary.resolve("backups/id1.sqlite.seen"))).contains("\"failed\"",
                "BACKUP_COMMAND_AFTER has not ended");
        assertThat(made.status()).isEqualTo(BackupManifest.COMPLETED);
        assertThat(folder.list()).containsExactly(made);
    }

    @Test
    void failuresDoNotFillTheDisk() throws IOException {
        BackupFolder folder = new BackupFolder(temporary.resolve("backups"));
        BackupWork work = work(script("exit 1\n"));

        for (int i = 1; i <= 3; i++) {
            made(work, folder, i);
        }

        assertThat(folder.list()).extracting(BackupManifest::backupId).containsExactly("id3");
        try (Stream<Path> files = Files.list(temporary.resolve("backups"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sqlite"))).hasSize(1);
        }
        assertThat(work.nextDueUs(folder.list())).isEqualTo(3 + INTERVAL.toNanos() / 1000);
    }

    private static final class Copied implements Snapshot {

        @Override
        public @Nullable String source() {
            return "/history.db";
        }

        @Override
        public long databaseBytes() {
            return 1;
        }

        @Override
        public BackupContent copyTo(Path file, AtomicLong progress) throws IOException {
            Files.writeString(file, "content");
            return new BackupContent(Checksum.of(file), Verification.REHEARSED, Map.of(), "7", null, null, null);
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
