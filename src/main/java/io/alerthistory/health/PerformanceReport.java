package io.alerthistory.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.SlowQuery;

/**
 * How fast the database answers this instance.
 *
 * @param status ok, or slow when p95_ms exceeds performance_threshold_ms
 * @param windowSeconds how far the percentiles look back
 * @param p50Ms milliseconds, 0 when nothing was asked
 * @param p95Ms milliseconds
 * @param p99Ms milliseconds
 * @param maxMs milliseconds
 * @param performanceThresholdMs DATABASE_PERFORMANCE_THRESHOLD
 * @param slowQueryThresholdMs DATABASE_SLOW_QUERY_THRESHOLD
 * @param slowQueryCount since the start
 * @param slowQueries the last twenty, newest first
 * @param slowStatements what costs the server most, all its clients together; null where pg_stat_statements is not installed
 * @param pool null on SQLite
 * @param breaker closed, open or half_open
 */
public record PerformanceReport(String status, long windowSeconds, double p50Ms, double p95Ms, double p99Ms, double maxMs,
        long performanceThresholdMs, long slowQueryThresholdMs, long slowQueryCount, List<SlowQuery> slowQueries,
        @Nullable List<SlowStatement> slowStatements, @Nullable PoolReport pool, String breaker) {
}
