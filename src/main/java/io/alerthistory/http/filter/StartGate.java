package io.alerthistory.http.filter;

import jakarta.inject.Singleton;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.http.problem.ProblemWriter;
import io.alerthistory.start.Progress;
import io.vertx.ext.web.RoutingContext;

/** Refuses requests for the history until it is available; health routes are always served. */
@Singleton
class StartGate {

    private static final String HISTORY = "/api/";
    private static final String WARNINGS = "/api/v1/system/warnings";

    private final Progress progress;

    StartGate(Progress progress) {
        this.progress = progress;
    }

    void check(RoutingContext request) {
        String path = request.normalizedPath();
        if (!path.startsWith(HISTORY) || path.equals(WARNINGS)) {
            request.next();
            return;
        }
        switch (progress.phase()) {
            case STARTED -> request.next();
            case STARTING -> ProblemWriter.end(request, ErrorCode.STARTING, "The database is not ready yet; try again later");
            case WAITING -> ProblemWriter.end(request, ErrorCode.STARTING,
                    "The schema is not migrated yet: an operator has to run the pending migrations");
            case DISABLED -> ProblemWriter.end(request, ErrorCode.HISTORY_DISABLED,
                    "The history is disabled: HISTORY_ENABLED is false");
        }
    }
}
