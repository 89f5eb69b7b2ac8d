package io.alerthistory.maintenance;

/**
 * The result of a batch.
 *
 * @param held whether this replica held the lock; otherwise another one deletes at the moment
 * @param count the number of deleted sessions, events or keys
 * @param rows the number of deleted rows, including those that belonged to them
 */
public record Deleted(boolean held, int count, long rows) {
}
