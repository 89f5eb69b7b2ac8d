package io.alerthistory.http.page.overview;

import java.util.Comparator;
import java.util.List;

import io.alerthistory.episode.read.FiringCount;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.Words;

/**
 * What fires now, by severity.
 *
 * @param counts the worst first
 * @param known whether there is any alert at all
 */
public record FiringView(List<Count> counts, boolean known) {

    private static final String ALERTS = "/alerts?";
    private static final String FIRING = "&state=firing";

    public FiringView {
        counts = List.copyOf(counts);
    }

    /**
     * The alerts of a severity.
     *
     * @param id of the link in the document
     * @param acknowledged how many of them are acknowledged, in words; empty for none
     */
    public record Count(String id, Severity severity, String number, String acknowledged, String address) {
    }

    /** @param known whether there is any alert at all */
    static FiringView of(List<FiringCount> counts, boolean known) {
        return new FiringView(
                counts.stream().map(FiringView::count).sorted(Comparator.comparing(Count::severity, Severity.ORDER))
                        .toList(),
                known || !counts.isEmpty());
    }

    private static Count count(FiringCount count) {
        String label = count.severity();
        String filter = label == null || label.isEmpty() ? QueryWriter.pair("filter", "severity=\"\"")
                : QueryWriter.pair("severity", label);
        return new Count("firing-" + filter.hashCode(), Severity.of(label), Words.number(count.alerts()),
                count.acknowledged() == 0 ? ""
                        : count.acknowledged() == count.alerts() ? "all acknowledged"
                                : Words.number(count.acknowledged()) + " acknowledged",
                ALERTS + filter + FIRING);
    }
}
