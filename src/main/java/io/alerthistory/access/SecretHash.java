package io.alerthistory.access;

import java.security.MessageDigest;

import io.alerthistory.json.Sha256;

/** The SHA-256 of a secret, which is all that is stored of it. */
public final class SecretHash {

    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A hash as it was stored. */
    public static SecretHash stored(byte[] bytes) {
        return new SecretHash(bytes.clone());
    }

    static SecretHash of(String secret) {
        return new SecretHash(Sha256.of(secret));
    }

    /** Its bytes, to store them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Compares in a time that does not depend on the bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0];
    }

    @Override
    public String toString() {
        return "SHA-256";
    }
}
