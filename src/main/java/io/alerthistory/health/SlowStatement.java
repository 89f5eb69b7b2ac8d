package io.alerthistory.health;

/**
 * A statement that costs the server much, as pg_stat_statements keeps it.
 *
 * @param query normalised: every value is a parameter
 * @param calls since the server's statistics began
 * @param meanMs milliseconds
 * @param maxMs milliseconds
 * @param totalMs milliseconds
 */
public record SlowStatement(String query, long calls, double meanMs, double maxMs, double totalMs) {
}
