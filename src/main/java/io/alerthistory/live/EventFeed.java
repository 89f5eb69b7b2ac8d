package io.alerthistory.live;

import io.smallrye.mutiny.Uni;

/** The port by which replicas tell each other that something has happened. */
public interface EventFeed {

    /** What a replica hears. Calls come from one thread after the other, and must not block. */
    interface Listener {

        /** Events may have become readable. Comes at least once a second, also while the replicas cannot hear each other. */
        void stored();

        /**
         * A transient text has come, from this replica or another.
         *
         * @param text as it was broadcast
         */
        void broadcast(String text);
    }

    /** Begins to listen. Called once, when the service serves. */
    void start(Listener listener);

    /** Ends it. */
    void stop();

    /** Whether this replica hears the others at once; otherwise it looks every second. Always true on SQLite. */
    boolean isConnected();

    /**
     * Passes a transient text to the listeners of all replicas. It is lost for a replica that cannot hear it.
     *
     * @param text at most 1 MiB in UTF-8
     */
    Uni<Void> broadcast(String text);
}
