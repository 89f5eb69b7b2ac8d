package io.alerthistory.http.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import io.alerthistory.http.LongLived;
import io.alerthistory.http.Routes;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.request.Caller;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Logs a line for each request when it has ended. The framework's access log has no route, logs the address as it was
 * sent, and cannot omit successful requests. Of the client's input the line contains only the caller's name and the
 * request id, both without characters that could forge the end of a line or of a value.
 */
@Singleton
class AccessLog {

    private static final Logger LOG = Logger.getLogger("io.alerthistory.access");

    /** The paths of probes, which are requested every few seconds; their failures are visible elsewhere. */
    private static final Pattern PROBES = Pattern.compile("/q/(health|metrics)(/.*)?|/readiness");

    private static final Pattern NOT_HARMLESS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._:@+-]");
    private static final int MAX_PRINCIPAL = 255;
    private static final String REQUEST_ID = "request_id";
    private static final String NONE = "-";
    private static final String UNKNOWN = "UNKNOWN";
    private static final int ERROR = 400;
    private static final int FAILURE = 500;

    private final AccessLogConfig config;
    private final Routes routes;

    AccessLog(AccessLogConfig config, Routes routes) {
        this.config = config;
        this.routes = routes;
    }

    void watch(RoutingContext exchange) {
        if (config.requests() == AccessLogConfig.Requests.OFF) {
            exchange.next();
            return;
        }
        long began = System.nanoTime();
        ResponseEnd.then(exchange, () -> ended(exchange, System.nanoTime() - began));
        exchange.next();
    }

    private void ended(RoutingContext exchange, long nanos) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        Integer longLived = response.ended() ? null : LongLived.status(exchange);
        int status = longLived == null ? response.getStatusCode() : longLived;
        boolean ended = longLived != null || response.ended();
        boolean isError = status >= ERROR || !ended;
        String path = String.valueOf(request.path());
        if (config.requests() == AccessLogConfig.Requests.ALL || (isError && !PROBES.matcher(path).matches())) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("method", HttpMethod.values().contains(request.method()) ? request.method().name() : UNKNOWN);
            fields.put("route", routes.at(path).orElse(UNKNOWN));
            fields.put("status", ended ? String.valueOf(status) : "aborted");
            fields.put("duration_ms", String.valueOf(TimeUnit.NANOSECONDS.toMillis(nanos)));
            fields.put("bytes", String.valueOf(response.bytesWritten()));
            fields.put("principal", principal(exchange.get(Caller.class.getName())));
            fields.put(REQUEST_ID, String.valueOf(response.headers().get("X-Request-Id")));
            write(fields, ended && status >= FAILURE ? Logger.Level.WARN : Logger.Level.INFO);
        }
    }

    /** Logs the fields as one line, and as separate fields in formats that have them. */
    private static void write(Map<String, String> fields, Logger.Level level) {
        if (!LOG.isEnabled(level)) {
            return;
        }
        Object idBefore = MDC.get(REQUEST_ID);
        fields.forEach(MDC::put);
        LOG.log(level, fields.entrySet().stream().filter(field -> !field.getKey().equals(REQUEST_ID))
                .map(field -> field.getKey() + "=" + field.getValue()).collect(Collectors.joining(" ")));
        fields.keySet().forEach(MDC::remove);
        if (idBefore != null) {
            MDC.put(REQUEST_ID, idBefore);
        }
    }

    static String principal(@Nullable Caller caller) {
        if (caller == null || caller.isAnonymous()) {
            return NONE;
        }
        String harmless = NOT_HARMLESS.matcher(caller.name()).replaceAll("?");
        return harmless.length() <= MAX_PRINCIPAL ? harmless : harmless.substring(0, MAX_PRINCIPAL);
    }
}
