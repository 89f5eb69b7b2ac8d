package io.alerthistory.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * A browser sends a session's cookie, or a password that it has stored, with every request to the service. A page of another
 * site can make it send one. So a write with a cookie needs the same origin and a header that a form cannot set. A form of our
 * pages cannot set it either, and needs the same origin alone.
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
     * The same, unless the page may use the API. It may when CORS_ORIGINS names its origin. It also may when the request has
     * neither a cookie nor a password, which a browser sends by itself, and has a token, or CORS_ORIGINS has all origins.
     */
    public static Optional<ProblemException> refusalOfOtherSites(HttpServerRequest request, AllowedOrigins origins) {
        return refusalOfOtherSites(request).filter(refusal -> !isAllowed(request, origins));
    }

    private static boolean isAllowed(HttpServerRequest request, AllowedOrigins origins) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return isOfApi(request) && origin != null && (origins.name(origin) || (!hasBrowsersCredential(request)
                && (origins.areAll() || request.headers().contains(HttpHeaders.AUTHORIZATION))));
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
