package io.alerthistory.episode;

import java.util.Comparator;

/**
 * The identity of an alert.
 *
 * @param source the sender's name, which tells alerts of several clusters or organisations apart; empty when there is
 *        one
 * @param fingerprint 16 hexadecimal digits as {@link Fingerprint} makes them, or what a sender uses instead
 */
public record AlertKey(String source, String fingerprint) implements Comparable<AlertKey> {

    private static final Comparator<AlertKey> ORDER = Comparator.comparing(AlertKey::source)
            .thenComparing(AlertKey::fingerprint);

    @Override
    public int compareTo(AlertKey other) {
        return ORDER.compare(this, other);
    }
}
