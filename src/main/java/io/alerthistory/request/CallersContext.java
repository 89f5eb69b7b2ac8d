package io.alerthistory.request;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The Vert.x context of a request. Work that finishes on another thread returns to it, so that the context's local data
 * stays available.
 */
public final class CallersContext {

    private CallersContext() {
    }

    /** Returns an executor that runs tasks in the current Vert.x context, or directly when there is none. */
    public static Executor executor() {
        Context caller = Vertx.currentContext();
        return caller == null ? Runnable::run : task -> caller.runOnContext(now -> task.run());
    }
}
