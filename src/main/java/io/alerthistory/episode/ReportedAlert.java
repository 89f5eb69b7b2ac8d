package io.alerthistory.episode;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;

/**
 * An alert as a sender described it, redacted.
 *
 * @param labels in the order of their names, without empty values
 * @param annotations an object of strings; null when the report has none to offer
 * @param extra an object with what else is kept, as generatorURL, Grafana's values and links; null when there is
 *        nothing
 */
public record ReportedAlert(AlertKey key, SortedMap<String, String> labels, @Nullable JsonText annotations,
        @Nullable JsonText extra) {

    public static final String ALERT_NAME = "alertname";
    public static final String SEVERITY = "severity";

    /** The name of an alert whose labels were erased. Of such an alert no texts are stored. */
    public static final String ERASED = "[erased]";

    /** The maximum length of an alertname and of a severity in characters: both are in keys of tables. */
    private static final int MAX_NAME = 255;

    public ReportedAlert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The beginning of the label alertname, which an index can hold; empty when there is none. */
    public String alertName() {
        return Truncation.beginning(labels.getOrDefault(ALERT_NAME, ""), MAX_NAME);
    }

    /** The beginning of the label severity, which an index can hold; null when there is none. */
    public @Nullable String severity() {
        String severity = labels.get(SEVERITY);
        return severity == null ? null : Truncation.beginning(severity, MAX_NAME);
    }
}
