package io.alerthistory.http.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AuthMode;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.problem.ProblemWriter;
import io.vertx.ext.web.RoutingContext;

/** The response to a request that has no valid credential. It does not depend on the route, nor on whether there is one. */
final class Challenge {

    private static final String REASON = Challenge.class.getName();
    private static final String REALM = " realm=\"alert-history\"";

    private Challenge() {
    }

    /** Says why the credential of a request was refused. */
    static void because(RoutingContext request, ProblemException reason) {
        request.put(REASON, reason);
    }

    static void send(RoutingContext request, Set<AuthMode> ways) {
        @Nullable
        ProblemException reason = request.get(REASON);
        ProblemException problem = reason != null ? reason
                : new ProblemException(ErrorCode.UNAUTHENTICATED, "The request has no credential");
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
            request.response().putHeader("WWW-Authenticate", challenges(ways));
        }
        ProblemWriter.end(request, problem);
    }

    /** The ways in, one header for each. */
    private static List<String> challenges(Set<AuthMode> ways) {
        List<String> challenges = new ArrayList<>();
        if (ways.contains(AuthMode.KEY) || ways.contains(AuthMode.OIDC)) {
            challenges.add("Bearer" + REALM);
        }
        if (ways.contains(AuthMode.KEY)) {
            challenges.add("Basic" + REALM + ", charset=\"UTF-8\"");
        }
        return challenges;
    }
}
