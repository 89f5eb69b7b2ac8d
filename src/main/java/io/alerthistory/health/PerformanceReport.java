package io.alerthistory.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.SlowQuery;

/**
 * The query times that this replica measured.
 *
 * @param status ok, or slow when p95_ms exceeds performance_threshold_ms
 * @param windowSeconds the period of the percentiles
 * @param p50Ms milliseconds, 0 when there were no queries
 * @param p95Ms milliseconds
 * @param p99Ms milliseconds
 * @param maxMs milliseconds
 * @param performanceThresholdMs DATABASE_PERFORMANCE_THRESHOLD
 * @param slowQueryThresholdMs DATABASE_SLOW_QUERY_THRESHOLD
 * @param slowQueryCount since the start
 * @param slowQueries the last twenty, newest first
 * @param slowStatements the most expensive statements of all clients of the server; null where pg_stat_statements is
 *        not installed
 * @param pool null on SQLite
 * @param breaker closed, open or half_open
 */
public record PerformanceReport(String status, long windowSeconds, double p50Ms, double p95Ms, double p99Ms, double maxMs,
        long performanceThresholdMs, long slowQueryThresholdMs, long slowQueryCount, List<SlowQuery> slowQueries,
        @Nullable List<SlowStatement> slowStatements, @Nullable PoolReport pool, String breaker) {
}
