package io.alerthistory.live;

/** A connection that stays open. */
public interface OpenConnection {

    /** Some seconds have passed. */
    void tick();

    /** The caller may not be here any more: close. */
    void expel();

    /** The service stops: close, so that the client goes to another replica. */
    void stop();
}
