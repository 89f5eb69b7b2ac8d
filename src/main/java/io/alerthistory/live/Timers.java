package io.alerthistory.live;

import java.time.Duration;

/** Runs tasks later, on an event loop. */
interface Timers {

    /** Runs a task once, after at least a millisecond. */
    void after(Duration time, Runnable task);
}
