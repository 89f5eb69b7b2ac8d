package io.alerthistory.backup;

import java.util.List;
import java.util.stream.Stream;

/**
 * What may be reported of a failure. After their first line, the messages of a database quote rows and statements, and the
 * content of the history belongs in no log and no manifest.
 */
final class SafeMessage {

    private static final List<String> QUOTES = List.of("DETAIL:", "CONTEXT:", "STATEMENT:", "QUERY:", "Command was:");

    private SafeMessage() {
    }

    /** The first line of a message. */
    static String of(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * What a program wrote to stderr, on one line and without what it quotes.
     *
     * @param program whose name begins each of its own messages
     * @param isCut whether the beginning is missing, which may have begun a quote
     */
    static String of(String program, String stderr, boolean isCut) {
        StringBuilder kept = new StringBuilder();
        boolean isQuote = isCut;
        for (String line : (Iterable<String>) stderr.lines()::iterator) {
            if (line.startsWith(program + ": ")) {
                isQuote = false;
            }
            if (Stream.concat(QUOTES.stream(), QUOTES.stream().map(quote -> program + ": detail: " + quote))
                    .anyMatch(line.strip()::startsWith)) {
                isQuote = true;
            }
            if (!isQuote) {
                kept.append(line).append(' ');
            }
        }
        return kept.toString().strip().replaceAll("\\s+", " ");
    }
}
