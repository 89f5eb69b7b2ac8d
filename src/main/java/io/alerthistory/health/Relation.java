package io.alerthistory.health;

/**
 * A table and the space it takes.
 *
 * @param rowsEstimate as the planner believes; -1 when it was never analyzed
 * @param tableBytes with values that are stored apart
 * @param indexBytes all of its indexes
 */
public record Relation(String name, long rowsEstimate, long tableBytes, long indexBytes) {
}
