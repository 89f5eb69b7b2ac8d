package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryFilesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private Path backup(String status) throws Exception {
        Path file = Files.writeString(folder.resolve("b.sqlite"), "content");
        Checksum sum = Checksum.of(file);
        new BackupFolder(folder).write(new BackupManifest("b", status, "sqlite", null, 0, 0, Files.size(file), sum.sha256(),
                Verification.LISTED, "1", "1", Map.of(), null, null, false, null, "the rehearsal\nfailed"));
        return file;
    }

    @Test
    void theContentOfABackupIsNeverReadableForOthers() throws Exception {
        BackupFile backup = BackupFile.open(backup(BackupManifest.COMPLETED), null, new Children());
        Files.setPosixFilePermissions(backup.file(), PosixFilePermissions.fromString("rw-r--r--"));
        Path copy = BackupFolder.createTemporary(folder, BackupFolder.RESTORE);

        backup.copyTo(copy);

        assertThat(copy).hasContent("content");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatAKilledProcessLeftIsNotInTheWay() throws Exception {
        assertThat(BackupFolder.createTemporary(folder, BackupFolder.DECRYPTED))
                .isNotEqualTo(BackupFolder.createTemporary(folder, BackupFolder.DECRYPTED));
    }

    @ParameterizedTest
    @CsvSource({
            ".decrypted-1.partial, 23, true",
            ".decrypted-1.partial, 25, false",
            ".restore-1.partial, 23, true",
            ".restore-1.partial-wal, 23, true",
            ".restore-1.partial-wal, 25, false",
            ".plain-1.sqlite.partial, 0, false",
            ".1.partial, 0, false",
            "1.sqlite, 99, true" })
    void aBackupLeavesTheFilesOfARunningRestoreAlone(String name, int ageHours, boolean stays) throws Exception {
        Path file = Files.createFile(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofHours(ageHours))));

        new BackupFolder(folder).removeLeftovers(NOW);

        assertThat(Files.exists(file)).isEqualTo(stays);
    }

    @Test
    void aBackupThatFailedSaysSo() throws Exception {
        assertThat(BackupFile.open(backup(BackupManifest.COMPLETED), null, new Children()).failure()).isEmpty();
        assertThat(BackupFile.open(backup(BackupManifest.FAILED), null, new Children()).failure())
                .hasValue("This backup counts as failed: the rehearsal failed");
    }
}
