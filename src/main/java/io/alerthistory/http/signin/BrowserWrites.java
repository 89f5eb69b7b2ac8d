package io.alerthistory.http.signin;

import java.util.Optional;
import java.util.Set;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.SameOrigin;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * A browser sends the cookie of a session along with whatever a page asks it to send, also a page of another site. So a
 * write that relies on a cookie must come from a page of the same origin, and bring a header that a form cannot set.
 */
final class BrowserWrites {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String REQUESTED_WITH = "X-Requested-With";

    private BrowserWrites() {
    }

    /** Why a write with a cookie of ours is refused; empty when it is not. */
    static Optional<ProblemException> refusal(HttpServerRequest request) {
        if (!READS.contains(request.method().name()) && !request.headers().contains(REQUESTED_WITH)) {
            return refused("A write with the cookie of a session needs the header " + REQUESTED_WITH);
        }
        return refusalOfOtherSites(request);
    }

    /**
     * Why a write that a browser sends for a page of another origin is refused; empty when it is not. Other clients send
     * none of the headers that tell.
     */
    static Optional<ProblemException> refusalOfOtherSites(HttpServerRequest request) {
        return READS.contains(request.method().name()) || isSameOrigin(request) ? Optional.empty()
                : refused("A browser may write only for a page of the same origin");
    }

    private static Optional<ProblemException> refused(String detail) {
        return Optional.of(new ProblemException(ErrorCode.FORBIDDEN, detail));
    }

    private static boolean isSameOrigin(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || SameOrigin.is(origin, request);
    }
}
