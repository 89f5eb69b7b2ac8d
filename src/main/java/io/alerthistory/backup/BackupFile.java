package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.Schema;

/**
 * A backup's file that is as it was written.
 *
 * @param identity the file with age's private key; null when none was named
 */
record BackupFile(Path file, BackupManifest manifest, @Nullable Path identity, Children children) {

    /**
     * Opens a backup, and compares the file with its manifest.
     *
     * @throws BackupException when it is not as it was written; says how it differs
     */
    static BackupFile open(Path file, @Nullable Path identity, Children children) throws BackupException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new BackupException("there is no file " + file);
        }
        BackupManifest manifest = BackupFolder.beside(file).orElseThrow(() -> new BackupException(
                "there is no manifest beside " + file + ": copy the .json file of the backup, too"));
        Long size = manifest.sizeBytes();
        if (size == null || manifest.sha256() == null) {
            throw new BackupException("the backup failed and has no content: " + manifest.error());
        }
        long actual = Files.size(file);
        if (actual != size) {
            throw new BackupException(
                    (actual < size ? "the file is truncated" : "something was appended to the file") + ": it has "
                            + actual + " bytes instead of " + size);
        }
        String sha256 = Checksum.of(file).sha256();
        if (!sha256.equals(manifest.sha256())) {
            throw new BackupException("the file was changed: its SHA-256 is " + sha256 + " instead of " + manifest.sha256());
        }
        return new BackupFile(file, manifest, identity, children);
    }

    /** Why the backup counts as failed though it has content, as after a rehearsal that failed; empty when it does not. */
    Optional<String> failure() {
        return manifest.status().equals(BackupManifest.COMPLETED) ? Optional.empty()
                : Optional.of("This backup counts as failed: "
                        + String.valueOf(manifest.error()).replaceAll("\\p{Cntrl}+", " "));
    }

    /**
     * Checks that this build knows the backup's schema.
     *
     * @throws BackupException when a newer build made it
     */
    void requireKnownSchema() throws BackupException {
        String version = manifest.schemaVersion();
        if (version == null || !version.matches("[0-9]{1,9}")) {
            throw new BackupException("the backup does not say of which version its schema is");
        }
        if (Integer.parseInt(version) > Integer.parseInt(Schema.VERSION)) {
            throw new BackupException(
                    "the backup is of the newer schema " + version + ", and this build knows " + Schema.VERSION
                            + ": restore it with version " + manifest.serviceVersion() + " or a later one");
        }
    }

    boolean isOlder() {
        return Integer.parseInt(String.valueOf(manifest.schemaVersion())) < Integer.parseInt(Schema.VERSION);
    }

    /** Reads the content again and checks that it can be restored. */
    void verifyContent() throws BackupException, IOException, SQLException, InterruptedException {
        if (manifest.database().equals("sqlite")) {
            Path plain = plain(folder());
            try {
                SqliteSnapshot.verify(plain, new TableSums(manifest.rows(), Map.of()), false);
            } finally {
                discard(plain);
            }
            return;
        }
        Path plain = plain(folder());
        String listing;
        try {
            listing = PostgresPrograms.listing(plain, children);
        } finally {
            discard(plain);
        }
        if (!listing.contains(" TABLE DATA ")) {
            throw new BackupException("pg_restore lists no tables in the backup");
        }
    }

    /**
     * The content in a file: this one, or a decrypted copy that only the owner can read.
     *
     * @param folder where a copy is made; {@link #discard} deletes it
     */
    Path plain(Path folder) throws BackupException, IOException, InterruptedException {
        if (!manifest.encrypted()) {
            return file;
        }
        Path copy = BackupFolder.createTemporary(folder, BackupFolder.DECRYPTED);
        boolean isWhole = false;
        try {
            copyTo(copy);
            isWhole = true;
            return copy;
        } finally {
            if (!isWhole) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /**
     * Writes the content into a file.
     *
     * @param existing is there, so that it keeps its permissions: a file that replaced it would have those of any other
     */
    void copyTo(Path existing) throws BackupException, IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(existing, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            if (!manifest.encrypted()) {
                Files.copy(file, out);
                return;
            }
            try (Child age = Encryption.decrypt(file, identity, children); InputStream in = age.stdout()) {
                in.transferTo(out);
                age.await();
            }
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    void discard(Path plain) throws IOException {
        if (!plain.equals(file)) {
            Files.deleteIfExists(plain);
        }
    }
}
