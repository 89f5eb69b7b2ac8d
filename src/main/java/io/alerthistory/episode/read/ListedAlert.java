package io.alerthistory.episode.read;

/**
 * An alert of a list with its place in it.
 *
 * @param id the alert's number in the database
 * @param sortValue what the list is sorted by
 */
public record ListedAlert(long id, AlertView alert, long sortValue) {

    Place place() {
        return Place.of(sortValue, id);
    }
}
