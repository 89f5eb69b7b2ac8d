package io.alerthistory.history;

import java.util.List;

/**
 * One page of sessions in the order of the list.
 *
 * @param more whether there is at least one more in the direction of reading
 */
public record SessionPage(List<SessionOverview> sessions, boolean more, Total total) {
}
