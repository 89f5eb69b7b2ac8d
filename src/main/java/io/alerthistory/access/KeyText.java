package io.alerthistory.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as a client sends it: {@code ahk_<id>_<secret>}. The secret has 256 random bits and ends with a CRC of the whole, so
 * that a key that was copied wrong is told from an unknown one.
 *
 * @param id names the key, and is no secret
 * @param secret with its CRC
 */
public record KeyText(String id, String secret) {

    /** What scanners for secrets look for. */
    public static final String PREFIX = "ahk_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int RANDOM_LENGTH = 43; // 62^43 > 2^256
    private static final int CRC_LENGTH = 6; // 62^6 > 2^32
    private static final int SECRET_BITS = 256;
    private static final int ID_BITS = 71; // 62^12 > 2^71
    private static final Pattern FORM = Pattern.compile(
            "ahk_([0-9A-Za-z]{" + ID_LENGTH + "})_([0-9A-Za-z]{" + (RANDOM_LENGTH + CRC_LENGTH) + "})");

    /** A new key. */
    static KeyText random(SecureRandom random) {
        return random(digits(new BigInteger(ID_BITS, random), ID_LENGTH), random);
    }

    /** A new secret of a key. */
    static KeyText random(String id, SecureRandom random) {
        String secret = digits(new BigInteger(SECRET_BITS, random), RANDOM_LENGTH);
        return new KeyText(id, secret + crc(id, secret));
    }

    /** Reads what a client sent; empty when it is no key, or was copied wrong. */
    public static Optional<KeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        KeyText key = new KeyText(form.group(1), form.group(2));
        String secret = key.secret.substring(0, RANDOM_LENGTH);
        return key.secret.endsWith(crc(key.id, secret)) ? Optional.of(key) : Optional.empty();
    }

    SecretHash hash() {
        return SecretHash.of(secret);
    }

    /** The key for its owner. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** Without the secret, because records are logged. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }

    private static String crc(String id, String secret) {
        CRC32 crc = new CRC32();
        crc.update((PREFIX + id + "_" + secret).getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CRC_LENGTH);
    }

    private static String digits(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }
}
