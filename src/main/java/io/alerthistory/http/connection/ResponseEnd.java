package io.alerthistory.http.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jboss.logging.Logger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.ext.web.RoutingContext;

/** The end of a request: its response was written, or its connection was closed before. */
@RegisterForReflection(targets = QuarkusRequestWrapper.class, ignoreNested = true)
public final class ResponseEnd {

    private static final Logger LOG = Logger.getLogger(ResponseEnd.class);

    private ResponseEnd() {
    }

    /**
     * Runs an action once at the end of a request. It uses the framework's own hook, because handlers set on the
     * response replace each other. The hook requires a graceful shutdown ({@code quarkus.shutdown.timeout}).
     */
    public static void then(RoutingContext exchange, Runnable action) {
        QuarkusRequestWrapper.get(exchange.request()).addRequestDoneHandler(ended -> action.run());
    }

    /**
     * Ends a request that became a WebSocket, when its connection is closed. Vert.x completes such a request without telling
     * anybody, so
     * the framework would count it for ever, and wait for it for the whole time of a graceful shutdown. The framework's method
     * is not public.
     */
    public static void ofWebSocket(RoutingContext exchange) {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            done.invoke(QuarkusRequestWrapper.get(exchange.request()));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException failure) {
            LOG.warn("The end of a WebSocket was not noticed; a shutdown will take longer", failure);
        }
    }
}
