package io.alerthistory.observe;

/**
 * The durations of queries in milliseconds; 0 when there were none.
 *
 * @param p50Ms the 50th percentile
 * @param p95Ms the 95th percentile
 * @param p99Ms the 99th percentile
 * @param maxMs the maximum
 */
public record QueryTimes(double p50Ms, double p95Ms, double p99Ms, double maxMs) {
}
