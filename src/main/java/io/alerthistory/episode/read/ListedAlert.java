package io.alerthistory.episode.read;

import io.alerthistory.json.JsonText;

/**
 * An alert of a list with its place in it.
 *
 * @param id the alert's number in the database
 * @param sortValue what the list is sorted by
 * @param isCut whether the rows end here because they have as much text as is read at once
 */
public record ListedAlert(long id, AlertView alert, long sortValue, boolean isCut) implements Scan.Row {

    @Override
    public JsonText labels() {
        return alert.labels();
    }

    @Override
    public Place place() {
        return Place.of(sortValue, id);
    }
}
