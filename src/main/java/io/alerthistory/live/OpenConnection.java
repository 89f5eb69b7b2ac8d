package io.alerthistory.live;

/** A connection that stays open. */
public interface OpenConnection {

    /** Some seconds have passed. */
    void tick();

    /** The service stops: close, so that the client goes to another replica. */
    void stop();
}
