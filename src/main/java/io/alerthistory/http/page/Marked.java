package io.alerthistory.http.page;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A line of text in which the hits of a search are marked.
 *
 * @param parts in order; never empty texts
 */
public record Marked(List<Part> parts) {

    /** Characters of a line at most. */
    private static final int MAX_LENGTH = 200;

    /** Characters before the first hit, when the line does not begin at the text's beginning. */
    private static final int LEAD = 40;

    private static final String CUT = "…";

    /**
     * A part of the line.
     *
     * @param hit whether it is what was searched for
     */
    public record Part(String text, boolean hit) {
    }

    public Marked {
        parts = List.copyOf(parts);
    }

    /**
     * The part of a text that is shown in a line: around its first hit, or its beginning.
     *
     * @param term what is searched for; null for nothing
     */
    public static Marked of(String text, @Nullable String term) {
        String line = text.strip().replaceAll("\\s+", " ");
        int hit = term == null || term.isEmpty() ? -1 : find(line, term, 0);
        int begin = hit <= MAX_LENGTH / 2 ? 0 : boundary(line, hit - LEAD);
        int end = boundary(line, Math.min(line.length(), begin + MAX_LENGTH));
        List<Part> parts = new ArrayList<>();
        if (begin > 0) {
            parts.add(new Part(CUT, false));
        }
        int done = begin;
        while (term != null && hit >= 0 && hit + term.length() <= end) {
            add(line.substring(done, hit), false, parts);
            add(line.substring(hit, hit + term.length()), true, parts);
            done = hit + term.length();
            hit = find(line, term, done);
        }
        add(line.substring(done, end), false, parts);
        if (end < line.length()) {
            parts.add(new Part(CUT, false));
        }
        return new Marked(parts);
    }

    private static void add(String text, boolean hit, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, hit));
        }
    }

    private static int find(String text, String term, int from) {
        for (int at = from; at + term.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, term, 0, term.length())) {
                return at;
            }
        }
        return -1;
    }

    /** Never between the two halves of a character. */
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
