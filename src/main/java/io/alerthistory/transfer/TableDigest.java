package io.alerthistory.transfer;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows of a table in one number, whatever their order: the sum of the rows' SHA-256 modulo 2^256. Unlike an exclusive or, a
 * sum also counts equal rows.
 */
final class TableDigest {

    private static final int BYTES = 32;

    private final byte[] sum = new byte[BYTES];
    private final AtomicLong count = new AtomicLong();

    void add(byte[] digest) {
        int carry = 0;
        for (int i = BYTES - 1; i >= 0; i--) {
            int each = (sum[i] & 0xff) + (digest[i] & 0xff) + carry;
            sum[i] = (byte) each;
            carry = each >>> 8;
        }
        count.incrementAndGet();
    }

    long rows() {
        return count.get();
    }

    String hex() {
        return HexFormat.of().formatHex(sum);
    }
}
