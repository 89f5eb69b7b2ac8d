package io.alerthistory.http.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AuthMode;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.problem.ProblemWriter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The response to a request that has no valid credential. It does not depend on the route, nor on whether there is one. */
public final class Challenge {

    /** Where a browser signs in. */
    public static final String SIGN_IN = "/sign-in";

    private static final String REASON = Challenge.class.getName();
    private static final int FOUND = 302;
    private static final String REALM = " realm=\"alert-history\"";

    private Challenge() {
    }

    /** Says why the credential of a request was refused. */
    public static void because(RoutingContext request, ProblemException reason) {
        request.put(REASON, reason);
    }

    static void send(RoutingContext request, Set<AuthMode> ways) {
        @Nullable
        ProblemException reason = request.get(REASON);
        if (reason == null && ways.contains(AuthMode.OIDC) && isPage(request.request())) {
            request.response().setStatusCode(FOUND).putHeader("Location", SIGN_IN + "?return="
                    + URLEncoder.encode(request.request().uri(), StandardCharsets.UTF_8)).end();
            return;
        }
        ProblemException problem = reason != null ? reason
                : new ProblemException(ErrorCode.UNAUTHENTICATED, "The request has no credential");
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
            request.response().putHeader("WWW-Authenticate", challenges(ways));
        }
        ProblemWriter.end(request, problem);
    }

    /** Whether a browser asks for a page that it shows, not a script of one. */
    private static boolean isPage(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.method().equals(HttpMethod.GET) && accept != null && accept.contains("text/html")
                && !request.headers().contains("Authorization");
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
