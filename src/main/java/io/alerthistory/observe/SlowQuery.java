package io.alerthistory.observe;

/**
 * A query that exceeded the threshold for slow queries.
 *
 * @param statement its name
 * @param durationMs milliseconds
 * @param endedAtUs microseconds since the epoch
 */
public record SlowQuery(String statement, double durationMs, long endedAtUs) {
}
