package io.alerthistory.episode.read;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A condition on a label in the syntax of Alertmanager's matchers. A label that an alert has not is empty. A regular
 * expression (RE2) must match the whole value; RE2 takes a time that is linear in the value.
 *
 * @param pattern null for {@link Operator#EQUAL} and {@link Operator#NOT_EQUAL}
 */
public record LabelMatcher(String name, Operator operator, String value, @Nullable Pattern pattern) {

    /** The maximum length of a matcher in characters. */
    public static final int MAX_LENGTH = 1_000;

    /**
     * The maximum of the length of an expression times its repetition counts. RE2 writes a repetition out, so nested
     * ones multiply.
     */
    private static final long MAX_PROGRAM = 2_000;

    /** How a value is compared. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        DOES_NOT_MATCH("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean isExpression() {
            return this == MATCHES || this == DOES_NOT_MATCH;
        }
    }

    /**
     * Parses a matcher, as {@code team="storage"} or {@code instance=~node-.+}. The value may be quoted, with the
     * escapes {@code \"}, {@code \\} and {@code \n}.
     *
     * @throws IllegalArgumentException with what to change
     */
    public static LabelMatcher parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        int at = operatorAt(text);
        String name = text.substring(0, at).strip();
        Operator operator = operator(text, at);
        if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
            name = unquoted(name);
        }
        if (name.isEmpty()) {
            throw malformed();
        }
        return of(name, operator, value(text.substring(at + operator.sign.length()).strip()));
    }

    /**
     * Makes a matcher.
     *
     * @throws IllegalArgumentException when the value is no regular expression, and must be one
     */
    public static LabelMatcher of(String name, Operator operator, String value) {
        return new LabelMatcher(name, operator, value, operator.isExpression() ? compiled(value) : null);
    }

    /** Whether an alert with these labels is meant. */
    public boolean matches(Map<String, String> labels) {
        String label = labels.getOrDefault(name, "");
        return switch (operator) {
            case EQUAL -> label.equals(value);
            case NOT_EQUAL -> !label.equals(value);
            case MATCHES -> isMatch(label);
            case DOES_NOT_MATCH -> !isMatch(label);
        };
    }

    /** The matcher as a text, the same for the same condition. */
    String canonical() {
        return name + operator.sign + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private boolean isMatch(String label) {
        return pattern != null && pattern.matches(label);
    }

    /** The first sign of an operator outside of a quoted name. */
    private static int operatorAt(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '=' || (c == '!' && i + 1 < text.length() && "=~".indexOf(text.charAt(i + 1)) >= 0))) {
                return i;
            }
        }
        throw malformed();
    }

    private static Operator operator(String text, int at) {
        if (text.startsWith(Operator.NOT_EQUAL.sign, at)) {
            return Operator.NOT_EQUAL;
        }
        if (text.startsWith(Operator.DOES_NOT_MATCH.sign, at)) {
            return Operator.DOES_NOT_MATCH;
        }
        return text.startsWith(Operator.MATCHES.sign, at) ? Operator.MATCHES : Operator.EQUAL;
    }

    private static String value(String text) {
        if (text.startsWith("\"")) {
            return unquoted(text);
        }
        if (text.endsWith("\"")) {
            throw new IllegalArgumentException("must not have a quotation mark at the end of a value alone");
        }
        return text;
    }

    private static String unquoted(String text) {
        StringBuilder value = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                char escaped = text.charAt(i);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case '"', '\\' -> value.append(escaped);
                    default -> value.append(c).append(escaped); // of a regular expression, as Alertmanager reads it
                }
            } else {
                value.append(c);
            }
            i++;
        }
        if (i != text.length() - 1) {
            throw new IllegalArgumentException("must end with the quotation mark that closes the value");
        }
        return value.toString();
    }

    private static Pattern compiled(String expression) {
        if (expression.length() * repetitions(expression) > MAX_PROGRAM) {
            throw new IllegalArgumentException("must not repeat so much: write fewer or smaller {counts}");
        }
        try {
            return Pattern.compile(expression, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("must have a regular expression of RE2: " + e.getDescription(), e);
        }
    }

    /** The product of all counts in braces, as if all were nested. */
    private static long repetitions(String expression) {
        long product = 1;
        int open = expression.indexOf('{');
        while (open >= 0 && product <= MAX_PROGRAM) {
            int close = expression.indexOf('}', open);
            product *= close < 0 ? 1 : count(expression.substring(open + 1, close));
            open = expression.indexOf('{', open + 1);
        }
        return product;
    }

    /** The larger number of {@code n}, {@code n,} or {@code n,m}; 1 for anything else. */
    private static long count(String braces) {
        long max = 1;
        for (String number : braces.split(",", 3)) {
            if (!number.isEmpty() && number.length() < 6 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                max = Math.max(max, Long.parseLong(number));
            }
        }
        return max;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("must be a label, =, !=, =~ or !~, and a value, as team=\"storage\"");
    }
}
