package io.alerthistory.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the backups. A file gets its name only when it is complete and on the disk, and its manifest after it, so
 * that nothing half written is ever listed.
 */
final class BackupFolder {

    private static final Logger LOG = Logger.getLogger(BackupFolder.class);
    private static final String MANIFEST = ".json";
    private static final String PARTIAL = ".partial";
    private static final String LOCK = ".lock";

    /** How the names of the temporary files begin that verify and restore make, which do not hold the folder. */
    static final String DECRYPTED = ".decrypted-";
    static final String RESTORE = ".restore-";

    /** Longer than a restore takes. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final int MAX_MANIFEST_BYTES = 1_000_000;

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path file(BackupManifest manifest) {
        return folder.resolve(manifest.fileName());
    }

    /** The name of a file while it is written; only its owner may read it. */
    Path createPartial(String name) throws IOException {
        Files.createDirectories(folder);
        Path partial = folder.resolve("." + name + PARTIAL);
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(partial);
    }

    /**
     * A file of this process alone, under a name of its own, so that what a killed one left behind is not in its way. Only
     * its owner may read it. It is deleted when the process ends, even by a signal.
     */
    static Path createTemporary(Path folder, String prefix) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder), prefix, PARTIAL);
        file.toFile().deleteOnExit();
        return file;
    }

    /** Holds the folder for one process, even where the database has no lock of its own; null when another one has it. */
    @Nullable
    FileChannel tryLock() throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel; // closing it releases the lock
            }
        } catch (OverlappingFileLockException held) {
            LOG.trace("Another part of this process holds the folder", held);
        }
        channel.close();
        return null;
    }

    /**
     * Removes what a process left behind that was killed. The caller holds the folder, so nobody makes a backup; but
     * somebody may be verifying or restoring one.
     */
    void removeLeftovers(Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = name(file);
                if (name.matches("\\..*\\.partial(-wal|-shm|-journal)?") && !isInUse(file, now)) {
                    LOG.infof("Removed %s, which an interrupted command left behind", name);
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isInUse(Path file, Instant now) throws IOException {
        String name = name(file);
        try {
            return (name.startsWith(DECRYPTED) || name.startsWith(RESTORE))
                    && Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(ABANDONED));
        } catch (NoSuchFileException done) {
            return true;
        }
    }

    /** Puts a complete file in its place, then its manifest. */
    void publish(Path partial, BackupManifest manifest) throws IOException {
        sync(partial);
        Files.move(partial, file(manifest), StandardCopyOption.ATOMIC_MOVE);
        write(manifest);
    }

    /** Writes a manifest, in place of an earlier one of the same backup. */
    void write(BackupManifest manifest) throws IOException {
        Files.deleteIfExists(folder.resolve("." + manifest.backupId() + MANIFEST + PARTIAL));
        Path written = createPartial(manifest.backupId() + MANIFEST);
        Files.write(written, ManifestJson.write(manifest));
        sync(written);
        Files.move(written, folder.resolve(manifest.backupId() + MANIFEST), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    /** All manifests, the newest first. One whose file is missing is left out, unless it says that it failed. */
    List<BackupManifest> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<BackupManifest> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> name(file).endsWith(MANIFEST)).toList()) {
                read(file).filter(this::isThere).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingLong(BackupManifest::startedUs).reversed());
        return found;
    }

    /** The manifest beside a file; empty when there is none. */
    static Optional<BackupManifest> beside(Path file) {
        String name = name(file).replaceFirst("\\.(dump|sqlite)(\\.age)?$", "");
        return read(file.resolveSibling(name + MANIFEST));
    }

    void delete(BackupManifest manifest) throws IOException {
        Files.deleteIfExists(file(manifest)); // first: a manifest without its file is not listed
        Files.deleteIfExists(folder.resolve(manifest.backupId() + MANIFEST));
        sync(folder);
    }

    /** The bytes that are free for it; as many as there can be when that is unknown. */
    long freeBytes() throws IOException {
        Files.createDirectories(folder);
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Writes a file, or the names in a folder, to the disk. */
    static void sync(Path path) throws IOException {
        StandardOpenOption how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private boolean isThere(BackupManifest manifest) {
        return !manifest.status().equals(BackupManifest.COMPLETED) || Files.exists(file(manifest));
    }

    private static Optional<BackupManifest> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_MANIFEST_BYTES) {
                return Optional.empty();
            }
            BackupManifest manifest = ManifestJson.read(Files.readAllBytes(file));
            return name(file).equals(manifest.backupId() + MANIFEST) ? Optional.of(manifest) : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("%s is no manifest of a backup, and is ignored: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
