package io.alerthistory.http.connection;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.ext.web.RoutingContext;

/** The end of a request: its response was written, or its connection was closed before. */
public final class ResponseEnd {

    private ResponseEnd() {
    }

    /**
     * Runs an action once at the end of a request. It uses the framework's own hook, because handlers set on the
     * response replace each other. The hook requires a graceful shutdown ({@code quarkus.shutdown.timeout}).
     */
    public static void then(RoutingContext exchange, Runnable action) {
        QuarkusRequestWrapper.get(exchange.request()).addRequestDoneHandler(ended -> action.run());
    }
}
