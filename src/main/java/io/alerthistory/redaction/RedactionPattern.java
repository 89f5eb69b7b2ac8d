package io.alerthistory.redaction;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * One expression, and how often it matched.
 *
 * @param name the label of its metric
 */
record RedactionPattern(String name, Pattern expression, LongAdder matches) {

    /** What stands in the place of a match. */
    static final String REDACTED = "[redacted]";

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it is no RE2 expression, or matches an empty text; the message does not contain it,
     *         because it may be the secret itself
     */
    static RedactionPattern of(String name, String expression) {
        Pattern compiled;
        try {
            compiled = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the expression is not valid RE2: " + e.getDescription(), e);
        }
        if (compiled.matcher("").find()) {
            throw new IllegalArgumentException("the expression matches an empty text, so it would match everywhere");
        }
        return new RedactionPattern(name, compiled, new LongAdder());
    }

    /** Replaces the matches; those that follow one another become one. Returns the same text when there is none. */
    String replaceIn(String text) {
        Matcher matcher = expression.matcher(text);
        StringBuilder replaced = null;
        int copied = 0;
        while (matcher.find()) {
            if (matcher.start() < matcher.end()) { // an expression may also match between two characters
                matches.increment();
                replaced = append(replaced, text, copied, matcher.start());
                copied = matcher.end();
            }
        }
        return replaced == null ? text : replaced.append(text, copied, text.length()).toString();
    }

    private static StringBuilder append(@Nullable StringBuilder before, String text, int copied, int start) {
        if (before != null && copied == start) {
            return before;
        }
        StringBuilder replaced = before == null ? new StringBuilder(text.length()) : before;
        return replaced.append(text, copied, start).append(REDACTED);
    }
}
