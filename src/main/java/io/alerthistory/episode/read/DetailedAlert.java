package io.alerthistory.episode.read;

/**
 * An alert as it is stored.
 *
 * @param id the alert's number in the database
 */
public record DetailedAlert(long id, AlertDetailView view) {

    public String source() {
        return view.source();
    }

    public String fingerprint() {
        return view.fingerprint();
    }
}
