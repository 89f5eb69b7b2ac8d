package io.alerthistory.http.page.alert;

import java.util.List;

import io.alerthistory.http.page.Severity;

/**
 * The alerts with one fingerprint, of several sources.
 *
 * @param name of the alert
 */
public record SourcesView(String name, String fingerprint, List<Row> rows) {

    public SourcesView {
        rows = List.copyOf(rows);
    }

    /** The alert of one source; its name is empty for a sender without one. */
    public record Row(String source, String address, AlertRow.State state, Severity severity) {
    }
}
