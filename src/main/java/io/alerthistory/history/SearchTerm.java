package io.alerthistory.history;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a search looks for: this text anywhere in a session's search document, case ignored, every character literal.
 *
 * @param text as the client wrote it, without the space around it
 */
public record SearchTerm(String text) {

    /** Characters that a client must send at least; what an index of trigrams can serve. */
    public static final int SHORTEST = 3;

    /** Han, kana and Hangul, of which two are a word; two letters of another script are in nearly every document. */
    private static final Pattern SHORT_WORD = Pattern
            .compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\u30fc]{2}");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3}");

    /** The text in the case of the search documents. */
    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a text too short for an index is a word all the same. It is looked for row by row, so a filter must say where.
     */
    public static boolean isShortWord(String text) {
        return SHORT_WORD.matcher(text).matches();
    }

    /** Whether an index of trigrams of any characters can find it. */
    public boolean hasTrigram() {
        return text.codePointCount(0, text.length()) >= SHORTEST;
    }

    /** Whether an index of the trigrams of words can find it: one of letters and digits alone, as pg_trgm makes them. */
    public boolean hasWordTrigram() {
        return WORD.matcher(folded()).find();
    }
}
