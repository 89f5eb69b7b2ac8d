package io.alerthistory.start;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.error.EdgeAnswer;
import io.alerthistory.error.ErrorCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Lets requests for the history through when there is one; whoever asks how the service is is always let through. */
@Singleton
class StartGate {

    /** After the request has its id, before anything looks at it. */
    private static final int PRIORITY = 900;

    private static final String HISTORY = "/api/";
    private static final String WARNINGS = "/api/v1/system/warnings";

    private final Progress progress;

    StartGate(Progress progress) {
        this.progress = progress;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        String path = request.normalizedPath();
        if (!path.startsWith(HISTORY) || path.equals(WARNINGS)) {
            request.next();
            return;
        }
        switch (progress.phase()) {
            case STARTED -> request.next();
            case STARTING -> EdgeAnswer.end(request, ErrorCode.STARTING, "The database is not ready yet; try again");
            case DISABLED -> EdgeAnswer.end(request, ErrorCode.HISTORY_DISABLED,
                    "The history is disabled: HISTORY_ENABLED is false");
        }
    }
}
