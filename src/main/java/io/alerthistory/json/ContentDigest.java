package io.alerthistory.json;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over named values, by which a repeated request is told from a conflicting one. JSON counts as a value: the order of
 * members and the spelling of a number (1, 1.0, 1e0) make no difference.
 */
public final class ContentDigest {

    private final MessageDigest sha256;

    public ContentDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform must have it
        }
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

    /** Adds a text that may be JSON; one that is not counts byte by byte. */
    public ContentDigest addBody(String name, byte[] body) {
        write(name);
        try {
            write(JsonDigest.of(body, 0, body.length));
        } catch (UncheckedIOException | NumberFormatException e) {
            write(body);
        }
        return this;
    }

    /** 64 hexadecimal digits. Ends the digest. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** 32 bytes. Ends the digest. */
    public byte[] bytes() {
        return sha256.digest();
    }

    /** Writes the 32 bytes to an array, and begins anew. */
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

    /** With its length, so that no two lists of strings look alike. */
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
