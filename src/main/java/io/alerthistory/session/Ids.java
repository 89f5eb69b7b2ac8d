package io.alerthistory.session;

import java.security.SecureRandom;
import java.util.UUID;

/** Identifiers that the service makes when a client leaves one out. */
public final class Ids {

    /** What an identifier from outside may look like: it stands in URLs, headers and log lines. */
    public static final String PATTERN = "[A-Za-z0-9._:@~+-]{1,200}";

    public static final String PATTERN_MESSAGE = "must be 1 to 200 characters of A-Z a-z 0-9 . _ : @ ~ + -";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {
    }

    /** A UUID of version 7 (RFC 9562, 5.7): sorts by the millisecond it was made in, so that an index grows at its end. */
    public static String next(long nowUs) {
        long random = RANDOM.nextLong();
        long high = (nowUs / 1000) << 16 | 0x7000L | (random >>> 52);
        long low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
