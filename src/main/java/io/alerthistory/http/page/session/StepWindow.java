package io.alerthistory.http.page.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.TraceEvent;

/**
 * A window of a session's calls.
 *
 * @param events those that match, in the order of their arrival
 * @param lastSeq of the last call that was looked at
 * @param nextAfterSeq where the next window starts; null when there is nothing more yet
 */
record StepWindow(List<TraceEvent> events, long lastSeq, @Nullable Long nextAfterSeq) {

    /** Steps of a window at most. */
    static final int MAX_STEPS = 200;

    /** Calls that are looked at for a window of a filter. */
    static final int MAX_SCANNED = 5_000;

    StepWindow {
        events = List.copyOf(events);
    }
}
