package io.alerthistory.http.problem;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.Problem;
import io.alerthistory.error.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Writes a problem for a request that reaches no resource. */
public final class ProblemWriter {

    private ProblemWriter() {
    }

    /** Ends the request and the connection, because a body was not read. */
    public static void end(RoutingContext request, ErrorCode code, String detail) {
        end(request, new ProblemException(code, detail));
    }

    /** Ends the request with a problem, and the connection, because a body was not read. */
    public static void end(RoutingContext request, ProblemException refusal) {
        Problem problem = Problem.of(refusal, request.request().path());
        HttpServerResponse response = request.response().setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Integer retryAfter = refusal.code().retryAfterSeconds();
        if (retryAfter != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        }
        ProblemRenderer page = ProblemRenderer.of(request);
        if (page == null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(Json.encode(problem));
        } else {
            page.end(request, problem);
        }
    }
}
