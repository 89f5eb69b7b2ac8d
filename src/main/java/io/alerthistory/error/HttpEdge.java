package io.alerthistory.error;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.MDC;

import io.alerthistory.openapi.Routes;
import io.quarkus.vertx.http.runtime.filters.Filters;
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
class HttpEdge {

    /** The id of a request, taken over when it is harmless. */
    private static final String REQUEST_ID = "X-Request-Id";

    private static final String LINES = "application/x-ndjson";

    /** An id from outside ends up in log lines and headers, so it is taken over only when it is harmless there. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** Before everything of the framework's. */
    private static final int FIRST = 1000;

    /** After the framework's filters for CORS, which answer a browser's preflight themselves. */
    private static final int AFTER_CORS = 90;

    /** The pages of the framework need scripts and styles, and their files may be cached. */
    private static final Pattern PAGES = Pattern.compile("/q/(swagger-ui|dev-ui|dev)(/.*)?");

    private static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    private final Routes routes;

    HttpEdge(Routes routes) {
        this.routes = routes;
    }

    void register(@Observes Filters filters) {
        filters.register(HttpEdge::identify, FIRST);
        filters.register(HttpEdge::refuse, FIRST - 1);
        filters.register(HttpEdge::forgetTypeOfNoBody, FIRST - 2);
        filters.register(this::tellMethods, AFTER_CORS);
    }

    private static void identify(RoutingContext request) {
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
    private static void refuse(RoutingContext request) {
        Optional<ProblemException> broken = BrokenFraming.of(request.request());
        if (broken.isPresent()) {
            EdgeAnswer.end(request, broken.get());
            return;
        }
        HostAndPort authority = request.request().authority();
        if (authority != null && !AddressRules.isHost(authority.toString())) {
            EdgeAnswer.end(request, ErrorCode.BAD_REQUEST, "The authority of the address is malformed");
            return;
        }
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > BodyLimit.BYTES && !inLines(request)) {
            EdgeAnswer.end(request, ErrorCode.TOO_LARGE,
                    "The body has " + length + " bytes; at most " + BodyLimit.BYTES + " are taken");
            return;
        }
        String condition = request.request().getHeader(HttpHeaders.IF_MATCH);
        if (condition != null && condition.isBlank()) { // the framework takes it for none
            EdgeAnswer.end(request, ErrorCode.BAD_REQUEST, "If-Match must not be empty");
            return;
        }
        Optional<ProblemException> refusal = AddressRules.refusal(request.request().uri());
        if (refusal.isPresent()) {
            EdgeAnswer.end(request, refusal.get());
        } else {
            request.next();
        }
    }

    /** Some clients name a type, even that of a form, when they send no body at all; a body that may be left out has none. */
    private static void forgetTypeOfNoBody(RoutingContext request) {
        MultiMap headers = request.request().headers();
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && "0".equals(Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_LENGTH), "0"))) {
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        request.next();
    }

    /** Answers OPTIONS; the framework would name the methods of all routes below the same resource. */
    private void tellMethods(RoutingContext request) {
        String path = String.valueOf(request.request().path());
        if (!HttpMethod.OPTIONS.equals(request.request().method()) || path.startsWith("/q/")) {
            request.next();
            return;
        }
        Set<String> methods = routes.methods(path);
        if (methods.isEmpty()) {
            EdgeAnswer.end(request, ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.title());
            return;
        }
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (methods.contains("GET")) {
            allowed.add("HEAD");
        }
        request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed)).end();
    }

    private static boolean inLines(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(LINES);
    }
}
