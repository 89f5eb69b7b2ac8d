package io.alerthistory.http;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpMethod;

/**
 * Tags the request metrics with route and method, which have few values. For requests that end before a resource is
 * found, the framework uses method and path as they were sent, so that any client could create any number of series.
 */
@Singleton
class RouteTag implements HttpServerMetricsTagsContributor, MeterFilter {

    private static final String URI = "uri";
    private static final String METHOD = "method";
    private static final String UNKNOWN = "UNKNOWN";
    private static final int REFUSED = 400;
    private static final int NOT_FOUND = 404;

    private final Routes routes;

    RouteTag(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Tags contribute(Context context) {
        int status = context.response().statusCode();
        HttpMethod method = context.request().method();
        if (status < REFUSED && !method.equals(HttpMethod.OPTIONS)) {
            return Tags.empty();
        }
        return Tags.of(URI, routes.at(context.request().path()).orElse(status == NOT_FOUND ? "NOT_FOUND" : UNKNOWN), METHOD,
                HttpMethod.values().contains(method) ? method.name() : UNKNOWN);
    }

    /**
     * Maps the meter of a request that the client aborted while sending the body, because no contributor is called for
     * it.
     */
    @Override
    public Meter.Id map(Meter.Id id) {
        String uri = id.getTag(URI);
        return uri == null || !isBrokenOff(id) || routes.at(uri).equals(Optional.of(uri)) ? id
                : id.replaceTags(Tags.concat(id.getTags(), URI, UNKNOWN));
    }

    /** Denies such a meter, because the registry keeps every meter it accepts, even a mapped one. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return isBrokenOff(id) && UNKNOWN.equals(id.getTag(URI)) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    private static boolean isBrokenOff(Meter.Id id) {
        return id.getName().equals("http.server.requests") && "RESET".equals(id.getTag("status"));
    }
}
