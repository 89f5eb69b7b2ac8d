package io.alerthistory.observe;

/**
 * A query that took longer than it should.
 *
 * @param statement its name
 * @param durationMs milliseconds
 * @param endedAtUs microseconds since 1970
 */
public record SlowQuery(String statement, double durationMs, long endedAtUs) {
}
