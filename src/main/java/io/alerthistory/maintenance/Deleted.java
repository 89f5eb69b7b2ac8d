package io.alerthistory.maintenance;

/**
 * What one batch deleted.
 *
 * @param held whether this replica may delete at the moment; else another one does
 * @param things sessions, events or keys
 * @param rows these and all that belonged to them
 */
public record Deleted(boolean held, int things, long rows) {
}
