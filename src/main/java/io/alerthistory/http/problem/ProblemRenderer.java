package io.alerthistory.http.problem;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Shows a problem to people, as HTML. */
public interface ProblemRenderer {

    /** Addresses of programs, which get their problems as JSON from a browser, too. */
    Pattern OF_PROGRAMS = Pattern.compile("/(api|q|health|readiness)(/.*)?");

    /** Ends a request, whose status is set, with a problem. */
    void end(RoutingContext request, Problem problem);

    /** Whether a browser asks for a page. */
    static boolean isWanted(String path, @Nullable String accept) {
        return accept != null && accept.contains("text/html") && !OF_PROGRAMS.matcher(path).matches();
    }

    /** Lets the writer of problems show those of a request. */
    default void offer(RoutingContext request) {
        if (isWanted(String.valueOf(request.request().path()), request.request().getHeader(HttpHeaders.ACCEPT))) {
            request.put(ProblemRenderer.class.getName(), this);
        }
        request.next();
    }

    /** The page that was offered for a request; null for a program. */
    static @Nullable ProblemRenderer of(RoutingContext request) {
        return request.get(ProblemRenderer.class.getName());
    }
}
