package io.alerthistory.history;

/**
 * One page of a list, and how its total is to be found.
 *
 * @param nowUs the end of what still runs, microseconds since the epoch, for the sort by duration
 */
public record SessionQuery(SessionFilter filter, SessionSort sort, PageRequest page, CountMode count, long nowUs) {
}
