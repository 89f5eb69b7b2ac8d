package io.alerthistory.http.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name that a page may break between its words: behind a sign that separates them, or before a capital that begins one.
 *
 * @param parts what no line should break, in order; empty for a name without a character
 */
public record Name(List<String> parts) {

    private static final Pattern BREAK = Pattern
            .compile("(?<=[_.:/=-])|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    /** The rest of a longer name is one part. */
    private static final int MAX_PARTS = 100;

    public Name {
        parts = List.copyOf(parts);
    }

    public static Name of(String text) {
        return new Name(Stream.of(BREAK.split(text, MAX_PARTS)).filter(part -> !part.isEmpty()).toList());
    }
}
