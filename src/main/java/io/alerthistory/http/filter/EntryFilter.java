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
 * What holds for every request before it reaches a resource: it has an id, its framing and its address are sound, and its body,
 * if
 * any, is not too large; its response tells browsers what they must not do with it.
 */
@ApplicationScoped
class EntryFilter {

    /** The id of a request, taken over when it is harmless. */
    private static final String REQUEST_ID = "X-Request-Id";

    /** An id from outside ends up in log lines and headers, so it is taken over only when it is harmless there. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** The pages of the framework need scripts and styles, and their files may be cached. */
    private static final Pattern PAGES = Pattern.compile("/q/(swagger-ui|dev-ui|dev)(/.*)?");

    private static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    private final Routes routes;

    EntryFilter(Routes routes) {
        this.routes = routes;
    }

    static void identify(RoutingContext request) {
        String sent = request.request().getHeader(REQUEST_ID);
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
        HttpServerResponse response = request.response().putHeader(REQUEST_ID, id);
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (!PAGES.matcher(String.valueOf(request.request().path())).matches()) {
            response.putHeader("Content-Security-Policy", NOTHING_ALLOWED);
            request.addHeadersEndHandler(now -> {
                if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) { // a resource with an entity tag says no-cache
                    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                }
            });
        }
        MDC.put("request_id", id);
        request.next();
    }

    /**
     * The framework would answer these without a body, or choke on them later. A body without a length shows only while it is
     * read that it is too large (see {@link BodyLimit}). One in lines has no limit in all: whoever takes it reads line by line,
     * and all others answer 415 and read nothing.
     */
    static void refuse(RoutingContext request) {
        Optional<ProblemException> broken = BrokenFraming.of(request.request());
        if (broken.isPresent()) {
            ProblemWriter.end(request, broken.get());
            return;
        }
        HostAndPort authority = request.request().authority();
        if (authority != null && !AddressRules.isHost(authority.toString())) {
            ProblemWriter.end(request, ErrorCode.BAD_REQUEST, "The authority of the address is malformed");
            return;
        }
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > BodyLimit.BYTES
                && !MediaTypes.isNdjson(request.request())) {
            ProblemWriter.end(request, ErrorCode.TOO_LARGE,
                    "The body has " + length + " bytes; at most " + BodyLimit.BYTES + " are taken");
            return;
        }
        String condition = request.request().getHeader(HttpHeaders.IF_MATCH);
        if (condition != null && condition.isBlank()) { // the framework takes it for none
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

    /** Some clients name a type, even that of a form, when they send no body at all; a body that may be left out has none. */
    static void forgetTypeOfNoBody(RoutingContext request) {
        MultiMap headers = request.request().headers();
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && "0".equals(Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_LENGTH), "0"))) {
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        request.next();
    }

    /** Answers OPTIONS; the framework would name the methods of all routes below the same resource. */
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
