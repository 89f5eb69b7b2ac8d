package io.alerthistory.episode.read;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of statistics stand for.
 *
 * @param label the label's name; empty unless the kind is {@link Kind#LABEL}
 */
public record GroupBy(Kind kind, String label) {

    /** By rule, the usual way. */
    public static final GroupBy ALERTNAME = new GroupBy(Kind.ALERTNAME, "");

    /** Each alert a row; its key is its number in the database. */
    static final GroupBy ALERT = new GroupBy(Kind.ALERT, "");

    /** What a parameter with a label begins with. */
    private static final String LABEL_PREFIX = "label.";

    private static final int MAX_LABEL = 1_000;

    /** The characters of a label's value that a group is named by. Ten thousand groups are in memory at once. */
    public static final int MAX_KEY = 255;

    /** The columns of an alert, or one of its labels. */
    public enum Kind {
        ALERTNAME,
        SEVERITY,
        SOURCE,
        LABEL,
        ALERT
    }

    /** Reads the parameter: alertname, severity, source or label.name. Null when it is something else. */
    public static @Nullable GroupBy parse(String text) {
        return switch (text) {
            case "alertname" -> ALERTNAME;
            case "severity" -> new GroupBy(Kind.SEVERITY, "");
            case "source" -> new GroupBy(Kind.SOURCE, "");
            default -> text.startsWith(LABEL_PREFIX) && text.length() > LABEL_PREFIX.length() && text.length() <= MAX_LABEL
                    ? new GroupBy(Kind.LABEL, text.substring(LABEL_PREFIX.length()))
                    : null;
        };
    }

    /** Whether the sums of rules suffice. */
    public boolean isOfRules() {
        return kind != Kind.LABEL && kind != Kind.ALERT;
    }

    /** The parameter. */
    public String text() {
        return kind == Kind.LABEL ? LABEL_PREFIX + label : kind.name().toLowerCase(Locale.ROOT);
    }
}
