package io.alerthistory.episode.read;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.LabelMatcher.Operator;

/**
 * Which alerts, or episodes of which alerts, are meant.
 *
 * @param state null for both; of an episode: firing while it has no end
 * @param labels exact values, none of them empty; the database finds them
 * @param matchers what the database does not find: they are applied to what was read
 */
public record AlertFilter(@Nullable AlertState state, @Nullable String alertname, @Nullable String severity,
        @Nullable String source, SortedMap<String, String> labels, List<LabelMatcher> matchers) {

    /** The maximum number of matchers and labels. */
    public static final int MAX_MATCHERS = 20;

    public static final AlertFilter NONE = new AlertFilter(null, null, null, null, new TreeMap<>(), List.of());

    public AlertFilter {
        matchers = List.copyOf(matchers);
    }

    /** The filter of parameters. A matcher for an exact value becomes a label, unless another value is already wanted. */
    public static AlertFilter of(@Nullable AlertState state, @Nullable String alertname, @Nullable String severity,
            @Nullable String source, List<LabelMatcher> conditions) {
        SortedMap<String, String> labels = new TreeMap<>();
        List<LabelMatcher> rest = conditions.stream()
                .filter(matcher -> matcher.operator() != Operator.EQUAL || matcher.value().isEmpty()
                        || !labels.computeIfAbsent(matcher.name(), name -> matcher.value()).equals(matcher.value()))
                .toList();
        return new AlertFilter(state, alertname, severity, source, labels, rest);
    }

    /** The same of what fires. */
    AlertFilter firing() {
        return new AlertFilter(AlertState.FIRING, alertname, severity, source, labels, matchers);
    }

    /** Whether the matchers let an alert through. */
    public boolean matches(Map<String, String> alertLabels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alertLabels));
    }

    /** Whether the database finds everything that is meant, and nothing else. */
    public boolean isExact() {
        return matchers.isEmpty();
    }

    /** The filter as a text, the same for the same filter: cursors are bound to it. */
    String canonical() {
        return state + "\0" + alertname + "\0" + severity + "\0" + source + "\0" + labels + "\0"
                + matchers.stream().map(LabelMatcher::canonical).collect(Collectors.joining("\0"));
    }
}
