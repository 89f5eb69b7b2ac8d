package io.alerthistory.http.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several matchers in one field, as people write them for Alertmanager: {@code {team="storage", instance=~"node.+"}}. Braces
 * around them may be left out.
 */
public final class MatcherText {

    /** A label, an operator with the space behind it, and a value. Possessive, or a long text would exhaust the stack. */
    private static final Pattern PARTS = Pattern.compile(
            "((?:\"(?:\\\\.|[^\"\\\\]++)*+\"|[^=!\"]++)++(?:=~|!=|!~|=)\\s*)(.*)",
            Pattern.DOTALL);

    private static final Pattern SPECIAL = Pattern.compile("[,\"\\\\()\\[\\]{}]");

    /** A name that needs no quotation marks. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:/-]*");

    private MatcherText() {
    }

    /**
     * The matchers of a text. A comma within quotation marks, or within the parentheses, brackets or braces of an expression,
     * separates nothing.
     */
    public static List<String> split(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        List<String> matchers = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "([{".indexOf(c) >= 0) {
                depth++;
            } else if (!quoted && ")]}".indexOf(c) >= 0) {
                depth = Math.max(0, depth - 1);
            } else if (c == ',' && !quoted && depth == 0) {
                matchers.add(inner.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        matchers.add(inner.substring(begin).strip());
        return matchers.stream().filter(matcher -> !matcher.isEmpty()).toList();
    }

    /** The text of some matchers, which {@link #split} takes apart again. */
    public static String join(List<String> matchers) {
        return matchers.stream().map(MatcherText::separable).collect(Collectors.joining(", "));
    }

    /** A value without quotation marks gets them when it has what separates matchers, or keeps them together. */
    private static String separable(String matcher) {
        Matcher parts = PARTS.matcher(matcher.strip());
        return parts.matches() && !parts.group(2).startsWith("\"") && SPECIAL.matcher(parts.group(2)).find()
                ? parts.group(1) + quoted(parts.group(2))
                : matcher.strip();
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** The matcher of a label that has a value. */
    public static String equal(String name, String value) {
        return (NAME.matcher(name).matches() ? name : quoted(name)) + "=" + quoted(value);
    }
}
