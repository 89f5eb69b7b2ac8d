package io.alerthistory.health;

/**
 * The connections to PostgreSQL.
 *
 * @param max how many there may be
 * @param inUse lent out
 * @param available how many more may be lent out
 * @param waiting requests that wait for one
 * @param utilisation the share of the most that is lent out, 0 to 1
 */
public record PoolReport(int max, int inUse, int available, int waiting, double utilisation) {
}
