package io.alerthistory.health;

/**
 * The connections to PostgreSQL.
 *
 * @param max the size of the pool
 * @param inUse the number of connections in use
 * @param available the number of connections that can still be used
 * @param waiting the number of requests that wait for a connection
 * @param utilisation the fraction of the pool in use, 0 to 1
 */
public record PoolReport(int max, int inUse, int available, int waiting, double utilisation) {
}
