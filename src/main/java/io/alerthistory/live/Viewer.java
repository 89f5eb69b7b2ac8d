package io.alerthistory.live;

/**
 * A connection that gets events. Calls come while the hub is locked, so they must be short and not ask the hub for anything.
 */
interface Viewer {

    /**
     * An event has come. Events come in the order of their ids.
     *
     * @param frame the same for all viewers
     */
    void event(StoredEvent event, Frame frame);

    /** A transient text of a session has come. */
    void text(Frame frame);
}
