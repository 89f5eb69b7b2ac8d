package io.alerthistory.health;

/** How many sessions are pending and how many in progress, in the whole database. */
public record QueueDepth(long pending, long inProgress) {
}
