package io.alerthistory.episode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * The fingerprint of a label set, as Prometheus and Alertmanager compute it: FNV-1a with 64 bits over the labels in the
 * order of their names, each as its name, a byte 0xFF, its value and a byte 0xFF.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">The FNV hash</a>
 * @see <a href="https://pkg.go.dev/github.com/prometheus/common/model#LabelSet.Fingerprint">LabelSet.Fingerprint</a>
 */
public final class Fingerprint {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;

    private Fingerprint() {
    }

    /**
     * Computes the fingerprint.
     *
     * @param labels in the order of the bytes of their names, without empty values
     * @return 16 hexadecimal digits in lower case
     */
    public static String of(SortedMap<String, String> labels) {
        long hash = OFFSET_BASIS;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            hash = add(hash, label.getKey());
            hash = add(hash, label.getValue());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /**
     * The fingerprint of a hash that was written as a decimal number without a sign.
     *
     * @throws NumberFormatException when the text is no such number of 64 bits
     */
    public static String ofDecimal(String decimal) {
        return HexFormat.of().toHexDigits(Long.parseUnsignedLong(decimal));
    }

    private static long add(long hash, String text) {
        long added = hash;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            added = add(added, octet & 0xFF);
        }
        return add(added, SEPARATOR);
    }

    private static long add(long hash, int octet) {
        return (hash ^ octet) * PRIME;
    }
}
