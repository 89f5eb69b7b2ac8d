package io.alerthistory.history;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs cursors and knows its own signatures: HMAC-SHA-256 (RFC 2104), cut to its first 16 bytes. */
public final class CursorSigner {

    /** Bytes of a secret. */
    public static final int SECRET_BYTES = 32;

    /** Bytes of a signature. */
    public static final int BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public CursorSigner(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The signature of a content. */
    public byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(content), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has the algorithm
        }
    }

    /** Takes as long for a wrong signature as for a right one. */
    public boolean signed(byte[] content, byte[] signature) {
        return MessageDigest.isEqual(sign(content), signature);
    }
}
