package io.alerthistory.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.alerthistory.json.Sha256;

/**
 * The SHA-256 of a stream of bytes and their number.
 *
 * @param sha256 in hexadecimal digits
 */
record Checksum(String sha256, long bytes) {

    private static final int BUFFER = 65_536;

    static Checksum of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, List.of(), new AtomicLong());
        }
    }

    /**
     * Reads a stream to its end and writes it to others.
     *
     * @param progress counts the bytes
     */
    static Checksum copy(InputStream in, List<OutputStream> copies, AtomicLong progress) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            for (OutputStream copy : copies) {
                copy.write(buffer, 0, count);
            }
            bytes += count;
            progress.addAndGet(count);
        }
        return new Checksum(Sha256.hex(digest), bytes);
    }
}
