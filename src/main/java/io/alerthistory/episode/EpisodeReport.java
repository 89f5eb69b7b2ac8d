package io.alerthistory.episode;

/** What a sender reported of an alert, and of one startsAt of it. */
public record EpisodeReport(ReportedAlert alert, ReportedStart start) {

    public AlertKey key() {
        return alert.key();
    }
}
