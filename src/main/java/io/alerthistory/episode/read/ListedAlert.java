package io.alerthistory.episode.read;

/**
 * An alert of a list with its place in it.
 *
 * @param id the alert's number in the database
 */
public record ListedAlert(long id, AlertView alert) {

    Place place() {
        return Place.of(alert.changedAtUs(), id);
    }
}
