package io.alerthistory.json;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over named values. It distinguishes a repeated request from a conflicting one. JSON is compared by value: the
 * order of members and the notation of a number (1, 1.0, 1e0) make no difference.
 */
public final class ContentDigest {

    private final MessageDigest sha256;

    public ContentDigest() {
        sha256 = Sha256.begin();
    }

    public ContentDigest add(String name, @Nullable Object value) {
        if (value != null) {
            write(name);
            if (value instanceof JsonText json) {
                Utf8 text = json.utf8();
                write(JsonDigest.of(text.array(), text.offset(), text.length()));
            } else {
                write(value.toString());
            }
        }
        return this;
    }

    /** Adds a text that may be JSON; any other text is compared byte by byte. */
    public ContentDigest addBody(String name, byte[] body) {
        write(name);
        try {
            write(JsonDigest.of(body, 0, body.length));
        } catch (UncheckedIOException | NumberFormatException e) {
            write(body);
        }
        return this;
    }

    /** Finishes the digest as 64 hexadecimal digits. */
    public String hex() {
        return Sha256.hex(sha256);
    }

    /** Finishes the digest as 32 bytes. */
    public byte[] bytes() {
        return sha256.digest();
    }

    /** Writes the 32 bytes into an array, and resets the digest. */
    void end(byte[] digest) {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e); // the array is too short
        }
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Writes the length first, so that no two lists of strings have the same digest. */
    void write(byte[] bytes, int offset, int length) {
        writeDecimal(length);
        sha256.update((byte) ':');
        sha256.update(bytes, offset, length);
    }

    private void writeDecimal(int number) {
        if (number >= 10) {
            writeDecimal(number / 10);
        }
        sha256.update((byte) ('0' + number % 10));
    }
}
