package io.alerthistory.error;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.MDC;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What holds for every request before it reaches a resource: it has an id, and its body, if any, is not too large. */
@ApplicationScoped
class HttpEdge {

    private static final String REQUEST_ID = "X-Request-Id";

    private static final String LINES = "application/x-ndjson";

    /** An id from outside ends up in log lines and headers, so it is taken over only when it is harmless there. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** Before everything of the framework's. */
    private static final int FIRST = 1000;

    /** Bytes of path and query; half of what the server reads, which answers without a body beyond that. */
    private static final int LONGEST_ADDRESS = 8192;

    void register(@Observes Filters filters) {
        filters.register(this::identify, FIRST);
        filters.register(this::refuse, FIRST - 1);
        filters.register(HttpEdge::forgetTypeOfNoBody, FIRST - 2);
    }

    private void identify(RoutingContext request) {
        String sent = request.request().getHeader(REQUEST_ID);
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
        request.response().putHeader(REQUEST_ID, id);
        MDC.put("request_id", id);
        request.next();
    }

    /**
     * The framework would answer these without a body, or choke on them later. A body without a length shows only while it is
     * read that it is too large (see {@link BodyLimit}). One in lines has no limit in all: whoever takes it reads line by line,
     * and all others answer 415 and read nothing.
     */
    private void refuse(RoutingContext request) {
        String address = request.request().uri();
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > BodyLimit.BYTES && !inLines(request)) {
            EdgeAnswer.end(request, ErrorCode.TOO_LARGE,
                    "The body has " + length + " bytes; at most " + BodyLimit.BYTES + " are taken");
        } else if (address.length() > LONGEST_ADDRESS) {
            EdgeAnswer.end(request, ErrorCode.URI_TOO_LONG,
                    "The address has " + address.length() + " bytes; at most " + LONGEST_ADDRESS + " are taken");
        } else if (!isValid(address)) {
            EdgeAnswer.end(request, ErrorCode.BAD_REQUEST, "The address must be a URI: other characters are percent-encoded");
        } else if (request.request().path().contains("%00")) {
            EdgeAnswer.end(request, ErrorCode.NOT_FOUND, "No address has the character U+0000");
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

    private static boolean inLines(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(LINES);
    }

    private static boolean isValid(String address) {
        try {
            new URI(address);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
