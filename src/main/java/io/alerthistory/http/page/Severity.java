package io.alerthistory.http.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How bad an alert is, as its label says. The words that people use for it are known in four ranks; any other word stands
 * behind them.
 *
 * @param label the label's value, or what is said when it is missing
 * @param style of its rank
 * @param rank the worst is 0
 */
public record Severity(String label, String style, int rank) {

    /** The worst first, then by name. */
    public static final Comparator<Severity> ORDER = Comparator.comparingInt(Severity::rank).thenComparing(Severity::label);

    /** What is said of alerts without the label. */
    public static final String MISSING = "no severity";

    private static final List<String> STYLES = List.of("critical", "error", "warning", "info");

    private static final List<List<String>> WORDS = List.of(
            List.of("critical", "crit", "page", "emergency", "fatal", "disaster", "p1", "sev1"),
            List.of("error", "major", "high", "p2", "sev2"), List.of("warning", "warn", "minor", "medium", "p3", "sev3"),
            List.of("info", "information", "informational", "notice", "low", "none", "ok", "p4", "sev4"));

    /** The severity of a label; null when the label is missing. */
    public static Severity of(@Nullable String label) {
        String word = Objects.requireNonNullElse(label, "").toLowerCase(Locale.ROOT);
        for (int rank = 0; rank < WORDS.size(); rank++) {
            if (WORDS.get(rank).contains(word)) {
                return new Severity(String.valueOf(label), STYLES.get(rank), rank);
            }
        }
        return label == null || label.isEmpty() ? new Severity(MISSING, "other", WORDS.size() + 1)
                : new Severity(label, "other", WORDS.size());
    }
}
