package io.alerthistory.request;

import java.util.concurrent.Executor;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
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

    /** Returns an executor that runs each task on an event loop in a context of its own: for work that no request asks for. */
    public static Executor ownContext(Vertx vertx) {
        return task -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(now -> task.run());
        };
    }
}
