package io.alerthistory.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file with one key, which only its owner can read. */
final class KeyFile {

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final int MAX_BYTES = 1024;

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the key.
     *
     * @throws IllegalStateException when the file has none; the message says so, without the content
     */
    KeyText read() {
        try {
            Optional<KeyText> key = Files.size(path) > MAX_BYTES ? Optional.empty()
                    : KeyText.parse(Files.readString(path, StandardCharsets.UTF_8).trim());
            return key.orElseThrow(
                    () -> new IllegalStateException(path + " has no access key; remove it, and the service writes one"));
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes a key to a new file. */
    void write(KeyText key) {
        try (SeekableByteChannel file = Files.newByteChannel(path, NEW, PosixFilePermissions.asFileAttribute(OF_OWNER))) {
            file.write(ByteBuffer.wrap((key.text() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be written: " + e.getMessage(), e);
        }
    }
}
