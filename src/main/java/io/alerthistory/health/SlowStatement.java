package io.alerthistory.health;

/**
 * An expensive statement, as recorded by pg_stat_statements.
 *
 * @param query normalised: every value is a parameter
 * @param calls since the statistics were reset
 * @param meanMs milliseconds
 * @param maxMs milliseconds
 * @param totalMs milliseconds
 */
public record SlowStatement(String query, long calls, double meanMs, double maxMs, double totalMs) {
}
