package io.alerthistory.start;

/** The schema is there: what works on the history may begin. */
public record Started() {
}
