package io.alerthistory.erasure;

/** How far the interactions of some sessions are redacted: up to this one, in the order of session_id and seq. */
public record InteractionPlace(String sessionId, long seq) implements Comparable<InteractionPlace> {

    /** Before the first one. */
    public static final InteractionPlace START = new InteractionPlace("", -1);

    /** As both databases compare: session_id has only ASCII characters. */
    @Override
    public int compareTo(InteractionPlace other) {
        int bySession = sessionId.compareTo(other.sessionId);
        return bySession == 0 ? Long.compare(seq, other.seq) : bySession;
    }
}
