package io.alerthistory.history;

import java.util.List;

/** The newest sessions that have not ended, and whether there are more. */
public record ActiveSessions(List<ActiveSession> sessions, boolean truncated) {

    static final int MOST = 1000;

    /** @param found one more than {@link #MOST} when there are more */
    static ActiveSessions of(List<ActiveSession> found) {
        return found.size() > MOST ? new ActiveSessions(found.subList(0, MOST), true) : new ActiveSessions(found, false);
    }
}
