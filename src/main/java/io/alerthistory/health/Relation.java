package io.alerthistory.health;

/**
 * A table and its size.
 *
 * @param rowsEstimate of the planner; -1 when it was never analyzed
 * @param tableBytes including TOAST
 * @param indexBytes of all indexes
 */
public record Relation(String name, long rowsEstimate, long tableBytes, long indexBytes) {
}
