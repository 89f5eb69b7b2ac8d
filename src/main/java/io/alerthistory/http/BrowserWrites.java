package io.alerthistory.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * A browser sends the cookie of a session, or the password that it was told, along with whatever a page asks it to send, also a
 * page of another site. So a write that relies on a cookie must come from a page of the same origin, and bring a header that a
 * form cannot set. A form of our own pages must come from one of them, whatever it relies on.
 */
public final class BrowserWrites {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SITE = "Sec-Fetch-Site";

    /** Addresses that programs write to; all others are forms of pages. */
    private static final Pattern OF_API = Pattern.compile("/(api|health|q)(/.*)?");

    private static final String REQUESTED_WITH = "X-Requested-With";

    private BrowserWrites() {
    }

    /** Why a write with a cookie of ours is refused; empty when it is not. */
    public static Optional<ProblemException> refusal(HttpServerRequest request) {
        if (isWrite(request) && !request.headers().contains(REQUESTED_WITH) && (isOfApi(request) || !saysWhereFrom(request))) {
            return refused("A write with the cookie of a session needs the header " + REQUESTED_WITH);
        }
        return refusalOfOtherSites(request);
    }

    /**
     * Why a write that a browser sends for a page of another origin is refused; empty when it is not. Other clients send
     * none of the headers that tell.
     */
    public static Optional<ProblemException> refusalOfOtherSites(HttpServerRequest request) {
        return !isWrite(request) || isSameOrigin(request) ? Optional.empty()
                : refused("A browser may write only for a page of the same origin");
    }

    /**
     * The same, unless the page may use the API: CORS_ORIGINS names its origin, or the request has nothing that a browser sends
     * by
     * itself, which is a password or a cookie, and CORS_ORIGINS has all origins or it has a token.
     */
    public static Optional<ProblemException> refusalOfOtherSites(HttpServerRequest request, AllowedOrigins origins) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean isAllowed = isOfApi(request) && origin != null && (origins.name(origin) || (!hasBrowsersCredential(request)
                && (origins.areAll() || request.headers().contains(HttpHeaders.AUTHORIZATION))));
        return isAllowed ? Optional.empty() : refusalOfOtherSites(request);
    }

    private static boolean hasBrowsersCredential(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return request.headers().contains(HttpHeaders.COOKIE)
                || (authorization != null && authorization.regionMatches(true, 0, "Basic", 0, "Basic".length()));
    }

    private static boolean isWrite(HttpServerRequest request) {
        return !READS.contains(request.method().name());
    }

    private static boolean isOfApi(HttpServerRequest request) {
        return OF_API.matcher(Routes.normalized(String.valueOf(request.path()))).matches();
    }

    private static boolean saysWhereFrom(HttpServerRequest request) {
        return request.headers().contains(SITE) || request.headers().contains(HttpHeaders.ORIGIN);
    }

    private static Optional<ProblemException> refused(String detail) {
        return Optional.of(new ProblemException(ErrorCode.FORBIDDEN, detail));
    }

    private static boolean isSameOrigin(HttpServerRequest request) {
        String site = request.getHeader(SITE);
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || SameOrigin.is(origin, request);
    }
}
