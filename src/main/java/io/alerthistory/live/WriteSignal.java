package io.alerthistory.live;

import jakarta.inject.Singleton;

/** Tells that a transaction of this process was committed that may have written events. */
@Singleton
public class WriteSignal {

    private volatile Runnable listener = () -> {
    };

    /** Sets who is told. It is called by any thread, and must not block. */
    public void listen(Runnable told) {
        listener = told;
    }

    /** A transaction was committed. */
    public void committed() {
        listener.run();
    }
}
