package io.alerthistory.request;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The Vert.x context of a request: what is done elsewhere on its behalf comes back to it, with all that it knows of the
 * request.
 */
public final class CallersContext {

    private CallersContext() {
    }

    /** Runs tasks in the context of the one who asks, or where they are when there is none. */
    public static Executor executor() {
        Context caller = Vertx.currentContext();
        return caller == null ? Runnable::run : task -> caller.runOnContext(now -> task.run());
    }
}
