package io.alerthistory.history;

/** What is decided while a session is read. */
public interface SessionReading {

    /** Whether more than the session's own row is wanted. */
    boolean wants(long version);

    /** Whether everything that belongs to the session may be held in memory at one time; else its timeline is read later. */
    boolean fits(long bytes);
}
