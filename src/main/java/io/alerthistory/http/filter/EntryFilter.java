package io.alerthistory.http.filter;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.MDC;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.Routes;
import io.alerthistory.http.connection.AddressRules;
import io.alerthistory.http.problem.BrokenFraming;
import io.alerthistory.http.problem.ProblemWriter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Checks every request before it reaches a resource, and adds the common headers: an id, valid framing, a valid
 * address, a body within the limit, and security headers for browsers.
 */
@ApplicationScoped
class EntryFilter {

    /** The header with the id of a request. */
    private static final String REQUEST_ID = "X-Request-Id";

    /** The syntax of a client's id that is safe in log lines and headers; any other is replaced. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** The framework's pages need scripts and styles, and their files may be cached. */
    private static final Pattern PAGES = Pattern.compile("/q/(swagger-ui|dev-ui|dev)(/.*)?");

    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    private final Routes routes;

    EntryFilter(Routes routes) {
        this.routes = routes;
    }

    static void identify(RoutingContext request) {
        String sent = request.request().getHeader(REQUEST_ID);
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
        HttpServerResponse response = request.response().putHeader(REQUEST_ID, id);
        response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "same-origin");
        if (request.request().isSSL()) { // otherwise a proxy may end TLS, and decides itself
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (!PAGES.matcher(String.valueOf(request.request().path())).matches()) {
            request.addHeadersEndHandler(now -> {
                if (!response.headers().contains(POLICY)) { // a page has its own
                    response.putHeader(POLICY, NOTHING_ALLOWED);
                }
                if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) { // a resource with an ETag sets no-cache
                    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                }
            });
        }
        MDC.put("request_id", id);
        request.next();
    }

    /**
     * Refuses requests to which the framework would respond without a body, or with a failure later. A body without a
     * length is checked while it is read (see {@link BodyLimit}). JSON lines have no total limit: the bulk resource
     * reads them line by line, and all others refuse them with 415 unread.
     */
    static void refuse(RoutingContext request) {
        Optional<ProblemException> broken = BrokenFraming.of(request.request());
        if (broken.isPresent()) {
            ProblemWriter.end(request, broken.get());
            return;
        }
        HostAndPort authority = request.request().authority();
        if (authority != null && !AddressRules.isHost(authority.toString())) {
            ProblemWriter.end(request, ErrorCode.BAD_REQUEST,
                    "The authority of the address must be a host name or an IP address, optionally with a port");
            return;
        }
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > BodyLimit.BYTES
                && !MediaTypes.isNdjson(request.request())) {
            ProblemWriter.end(request, ErrorCode.TOO_LARGE,
                    "The body has " + length + " bytes; it must have at most " + BodyLimit.BYTES);
            return;
        }
        String condition = request.request().getHeader(HttpHeaders.IF_MATCH);
        if (condition != null && condition.isBlank()) { // the framework treats it as absent
            ProblemWriter.end(request, ErrorCode.BAD_REQUEST, "If-Match must not be empty");
            return;
        }
        Optional<ProblemException> refusal = AddressRules.refusal(request.request().uri());
        if (refusal.isPresent()) {
            ProblemWriter.end(request, refusal.get());
        } else {
            request.next();
        }
    }

    /**
     * Removes the Content-Type of a request without a body, which some clients send, so that an optional body counts as
     * absent.
     */
    static void removeTypeOfMissingBody(RoutingContext request) {
        MultiMap headers = request.request().headers();
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && "0".equals(Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_LENGTH), "0"))) {
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        request.next();
    }

    /** Responds to OPTIONS; the framework would name the methods of all routes below the same resource. */
    void options(RoutingContext request) {
        String path = String.valueOf(request.request().path());
        if (!HttpMethod.OPTIONS.equals(request.request().method()) || path.startsWith("/q/")) {
            request.next();
            return;
        }
        Set<String> methods = routes.methods(path);
        if (methods.isEmpty()) {
            ProblemWriter.end(request, ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.title());
            return;
        }
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (methods.contains("GET")) {
            allowed.add("HEAD");
        }
        request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed)).end();
    }
}
