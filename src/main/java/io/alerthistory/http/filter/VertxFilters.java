package io.alerthistory.http.filter;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.http.FilterOrder;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.body.UnreadBody;
import io.alerthistory.http.connection.Connections;
import io.alerthistory.http.live.LiveHandshake;
import io.alerthistory.http.problem.ProblemRenderer;
import io.alerthistory.http.proxy.TrustedProxy;
import io.alerthistory.request.RequestDeadline;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Registers the Vert.x filters in their order. No other class registers one. */
@Singleton
final class VertxFilters {

    private final List<Handler<RoutingContext>> inOrder;
    private final EntryFilter entry;
    private final LiveHandshake live;

    VertxFilters(AccessLog accessLog, UnreadBody unreadBody, EntryFilter entry, StartGate startGate,
            TrustedProxy proxy, LiveHandshake live, ProblemRenderer problems) {
        this.entry = entry;
        this.live = live;
        inOrder = List.of(
                accessLog::watch, // the first filter observes the responses of all others
                Connections::watch,
                unreadBody::watch,
                EntryFilter::identify,
                problems::offer, // before the first filter that may refuse a request
                proxy::check, // before anything reads who sent the request
                EntryFilter::refuse,
                EntryFilter::removeTypeOfMissingBody,
                startGate::check,
                VertxFilters::limitTime);
    }

    void register(@Observes Filters filters) {
        for (int place = 0; place < inOrder.size(); place++) {
            filters.register(inOrder.get(place), FilterOrder.FIRST - place);
        }
        filters.register(entry::options, FilterOrder.OPTIONS);
        filters.register(live::check, FilterOrder.LIVE);
    }

    /** Gives every request except a bulk upload one deadline for all of its statements. */
    private static void limitTime(RoutingContext request) {
        if (!MediaTypes.isNdjson(request.request())) {
            RequestDeadline.begin();
        }
        request.next();
    }
}
