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
 * Counts requests by route and method, of which there are few. The framework takes method and address as they were sent for
 * whatever ended before a resource was found, so that anyone could fill the metrics with words of his own.
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

    /** What a client broke off while it still sent the body cannot be contributed to. */
    @Override
    public Meter.Id map(Meter.Id id) {
        String uri = id.getTag(URI);
        return uri == null || !isBrokenOff(id) || routes.at(uri).equals(Optional.of(uri)) ? id
                : id.replaceTags(Tags.concat(id.getTags(), URI, UNKNOWN));
    }

    /** Not counted then, because whatever is counted is remembered, even when it is mapped. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return isBrokenOff(id) && UNKNOWN.equals(id.getTag(URI)) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    private static boolean isBrokenOff(Meter.Id id) {
        return id.getName().equals("http.server.requests") && "RESET".equals(id.getTag("status"));
    }
}
