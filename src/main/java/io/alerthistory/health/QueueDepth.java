package io.alerthistory.health;

/** The number of pending sessions, and of sessions in progress, in the whole database. */
public record QueueDepth(long pending, long inProgress) {
}
