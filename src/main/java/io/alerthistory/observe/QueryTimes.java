package io.alerthistory.observe;

/**
 * How long queries took, in milliseconds; 0 when there were none.
 *
 * @param p50Ms half of them took no longer
 * @param p95Ms 95 of 100 took no longer
 * @param p99Ms 99 of 100 took no longer
 * @param maxMs the slowest
 */
public record QueryTimes(double p50Ms, double p95Ms, double p99Ms, double maxMs) {
}
