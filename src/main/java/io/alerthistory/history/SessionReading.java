package io.alerthistory.history;

import io.smallrye.mutiny.Uni;

/** What is decided while a session is read. */
public interface SessionReading {

    /** Reads everything at once: for sessions that are known to be small. */
    SessionReading WHOLE = decided(true, true);

    /** Reads the row and the first stages, however small the session is. */
    SessionReading OUTLINE = decided(true, false);

    /** Reads the row of a session alone. */
    SessionReading ROW = decided(false, false);

    /** Whether more than the session's own row is wanted. */
    boolean wants(long version);

    /**
     * Whether everything that belongs to the session may be held in memory at one time; else its timeline is read later. Waits
     * a moment for the memory, because what is read whole is read once.
     */
    Uni<Boolean> fits(long bytes);

    /** The same without waiting. */
    boolean fitsNow(long bytes);

    private static SessionReading decided(boolean wanted, boolean fitting) {
        return new SessionReading() {
            @Override
            public boolean wants(long version) {
                return wanted;
            }

            @Override
            public Uni<Boolean> fits(long bytes) {
                return Uni.createFrom().item(fitting);
            }

            @Override
            public boolean fitsNow(long bytes) {
                return fitting;
            }
        };
    }
}
