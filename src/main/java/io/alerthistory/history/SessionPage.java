package io.alerthistory.history;

import java.util.List;

/** One page of sessions and how many match in all. */
public record SessionPage(List<SessionOverview> sessions, long totalItems) {
}
