package io.alerthistory.json;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
                write(JsonDigest.of(json.text().getBytes(StandardCharsets.UTF_8)));
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
            write(JsonDigest.of(body));
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

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)); // no two lists of strings look alike
        sha256.update(bytes);
    }
}
