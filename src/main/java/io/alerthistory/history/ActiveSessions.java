package io.alerthistory.history;

import java.util.List;

/** The newest sessions that have not ended, and whether there are more. */
public record ActiveSessions(List<ActiveSession> sessions, boolean truncated) {

    static final int MAX = 1000;

    /** @param found one more than {@link #MAX} when there are more */
    static ActiveSessions of(List<ActiveSession> found) {
        return found.size() > MAX ? new ActiveSessions(found.subList(0, MAX), true) : new ActiveSessions(found, false);
    }
}
