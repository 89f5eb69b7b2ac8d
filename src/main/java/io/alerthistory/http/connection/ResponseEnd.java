package io.alerthistory.http.connection;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.ext.web.RoutingContext;

/** The end of a request: its response was written, or its connection was closed before. */
public final class ResponseEnd {

    private ResponseEnd() {
    }

    /**
     * Runs an action at the end of a request, once. The framework's own way: handlers that are set on the response replace
     * those
     * that others have set. It needs a graceful shutdown ({@code quarkus.shutdown.timeout}).
     */
    public static void then(RoutingContext exchange, Runnable action) {
        QuarkusRequestWrapper.get(exchange.request()).addRequestDoneHandler(ended -> action.run());
    }
}
