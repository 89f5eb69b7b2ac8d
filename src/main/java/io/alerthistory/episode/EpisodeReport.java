package io.alerthistory.episode;

/**
 * What a sender reported of an alert, and of one startsAt of it.
 *
 * @param startKnown whether the sender named the start; otherwise it is the time of the receipt, and an alert that
 *        fires at that time goes on
 */
public record EpisodeReport(ReportedAlert alert, ReportedStart start, boolean startKnown) {

    /** A report that names its start. */
    public EpisodeReport(ReportedAlert alert, ReportedStart start) {
        this(alert, start, true);
    }

    public AlertKey key() {
        return alert.key();
    }
}
