package io.alerthistory.storage.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

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

    /** What the port promises to pass on; nobody sends more. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final String SEPARATOR = ":";
    private static final int FIELDS = 4;
    private static final Next NOTHING = new Next("", -1);

    private final StringBuilder text = new StringBuilder();
    private final AtomicReference<Next> expected = new AtomicReference<>(NOTHING);

    /** The part that must come: of which text, and which one. */
    private record Next(String id, int place) {
    }

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
            text.setLength(0);
        } else if (text.length() > MAX_LENGTH || !new Next(fields[1], number(place[0])).equals(expected.get())) {
            expected.set(NOTHING);
            return null;
        }
        int next = number(place[0]) + 1;
        text.append(fields[FIELDS - 1]);
        expected.set(new Next(fields[1], next));
        if (next < number(place[1])) {
            return null;
        }
        String whole = text.toString();
        expected.set(NOTHING);
        text.setLength(0);
        text.trimToSize();
        return whole;
    }

    /** @return -1 when it is no number */
    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }
}
