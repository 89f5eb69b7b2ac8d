package io.alerthistory.id;

import java.nio.ByteBuffer;
import java.util.UUID;

import io.alerthistory.json.ContentDigest;

/**
 * Identifiers that the service makes when a client leaves one out. Their random bits are those of
 * {@link UUID#randomUUID()}, because a random generator in a static field of this class would be created while a native
 * image is built.
 */
public final class Ids {

    /**
     * The syntax of identifiers sent by clients. They appear in URLs, headers and log lines. The segments . and .. are
     * refused, because URL resolution removes them.
     */
    public static final String PATTERN = "(?!\\.\\.?$)[A-Za-z0-9._:@~+-]{1,200}";

    public static final String PATTERN_MESSAGE = "must be 1 to 200 characters of A-Z a-z 0-9 . _ : @ ~ + - and neither . nor ..";

    private Ids() {
    }

    /**
     * A UUID of version 7 (RFC 9562, 5.7). It sorts by the millisecond it was made in, so that an index grows at its
     * end.
     */
    public static String next(long nowUs) {
        UUID random = UUID.randomUUID();
        long afterVariant = random.getLeastSignificantBits() << 2;
        return version7(nowUs, random.getMostSignificantBits(), afterVariant);
    }

    /**
     * A UUID whose random part is a hash: the same for the same key, scope and time, different for any other.
     *
     * @param scope what the identifier is for, so that one key can make several identifiers
     * @param atUs microseconds since the epoch
     */
    static String derived(String key, String scope, long atUs) {
        ByteBuffer hash = ByteBuffer.wrap(new ContentDigest().add("key", key).add("scope", scope).bytes());
        return version7(atUs, hash.getLong(), hash.getLong());
    }

    /** Uses the upper 12 bits of {@code random} and the upper 62 of {@code more}. */
    private static String version7(long atUs, long random, long more) {
        long high = (atUs / 1000) << 16 | 0x7000L | (random >>> 52);
        long low = 0x8000_0000_0000_0000L | (more >>> 2);
        return new UUID(high, low).toString();
    }
}
