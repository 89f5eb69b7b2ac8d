package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

/**
 * A transient text on its way between replicas.
 *
 * @param json one JSON object on one line
 */
record Broadcast(String sessionId, String type, String json) {

    /** The form in which it is sent: three lines, of which only the last can be long. */
    String text() {
        return sessionId + "\n" + type + "\n" + json;
    }

    /** Parses what was sent; null for what a replica of another version may send. */
    static @Nullable Broadcast parse(String text) {
        int first = text.indexOf('\n');
        int second = first < 0 ? -1 : text.indexOf('\n', first + 1);
        return second < 0 ? null
                : new Broadcast(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }
}
