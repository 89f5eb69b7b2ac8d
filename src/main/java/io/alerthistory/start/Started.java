package io.alerthistory.start;

/** The event after a successful migration: the history can be used. */
public record Started() {
}
