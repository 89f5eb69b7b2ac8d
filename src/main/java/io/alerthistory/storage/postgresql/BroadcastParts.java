package io.alerthistory.storage.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Texts in parts that fit into a NOTIFY. The parts of one text are sent by one transaction, so they arrive one after the other.
 * A
 * text of which parts were lost is dropped.
 */
final class BroadcastParts {

    /** PostgreSQL takes less than 8,000 bytes; a character is at most 3 of them for each of its UTF-16 units. */
    private static final int MAX_BYTES = 7_900;
    private static final int MAX_UNITS = MAX_BYTES / 3;
    private static final String SEPARATOR = ":";
    private static final int FIELDS = 4;

    private final StringBuilder text = new StringBuilder();
    private String id = "";
    private int next;

    /** Cuts a text into {@code t:id:place/count:part}. */
    static List<String> of(String id, String text) {
        int head = 1 + id.length() + 2 * SEPARATOR.length() + 24;
        int units = text.length() == text.getBytes(StandardCharsets.UTF_8).length ? MAX_BYTES - head : MAX_UNITS - head;
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(text.length(), from + units);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            parts.add("t:" + id + SEPARATOR + i + "/" + pieces.size() + SEPARATOR + pieces.get(i));
        }
        return parts;
    }

    /**
     * Takes the next part.
     *
     * @return the text when it is whole; otherwise null
     */
    @Nullable
    String add(String part) {
        String[] fields = part.split(SEPARATOR, FIELDS);
        String[] place = fields.length == FIELDS ? fields[2].split("/", -1) : new String[0];
        if (place.length != 2) {
            return null; // of something else that has found the channel
        }
        if (place[0].equals("0")) {
            id = fields[1];
            next = 0;
            text.setLength(0);
        }
        if (!fields[1].equals(id) || !place[0].equals(String.valueOf(next))) {
            id = "";
            return null;
        }
        next++;
        text.append(fields[FIELDS - 1]);
        if (!place[1].equals(String.valueOf(next))) {
            return null;
        }
        String whole = text.toString();
        id = "";
        text.setLength(0);
        text.trimToSize();
        return whole;
    }
}
