package io.alerthistory.http.live;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.AllowedOrigins;
import io.alerthistory.http.LongLived;
import io.alerthistory.http.Routes;
import io.alerthistory.http.SameOrigin;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.http.problem.ProblemWriter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Checks a request for a connection that stays open, after its caller has been authorized. A browser lets any page open a
 * WebSocket to
 * any host, and sends the host's cookies along, so the page's origin must be this service or one of CORS_ORIGINS.
 */
@Singleton
public class LiveHandshake {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;
    private static final int REFUSED = 400;

    private final LiveSlots slots;
    private final AllowedOrigins origins;

    LiveHandshake(LiveSlots slots, AllowedOrigins origins) {
        this.slots = slots;
        this.origins = origins;
    }

    /** The filter. */
    public void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String path = Routes.normalized(String.valueOf(request.path()));
        boolean isWebSocket = path.equals(LiveRoutes.WEB_SOCKET);
        if (!isWebSocket && !LiveRoutes.isStream(path)) {
            exchange.next();
            return;
        }
        try {
            requireOrigin(request);
            if (isWebSocket) {
                requireUpgrade(request);
                reserve(exchange);
            }
        } catch (ProblemException refusal) {
            ProblemWriter.end(exchange, refusal);
            return;
        }
        LongLived.mark(exchange, isWebSocket ? SWITCHING_PROTOCOLS : OK);
        exchange.next();
    }

    private void requireOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !SameOrigin.is(origin, request) && !origins.name(origin)) {
            throw new ProblemException(ErrorCode.FORBIDDEN,
                    "A page of another origin may not connect, unless CORS_ORIGINS has it");
        }
    }

    private static void requireUpgrade(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 || !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                || !request.headers().contains("Sec-WebSocket-Key")) {
            throw new ProblemException(ErrorCode.BAD_REQUEST,
                    "This is a WebSocket: connect by HTTP/1.1 with Upgrade: websocket (RFC 6455)");
        }
    }

    /** The slot is free when the handshake fails, or the connection is closed. */
    private void reserve(RoutingContext exchange) {
        slots.reserve();
        Channel channel = ((ConnectionBase) exchange.request().connection()).channel();
        AtomicBoolean isReserved = new AtomicBoolean(true);
        AtomicReference<@Nullable ChannelFutureListener> listener = new AtomicReference<>();
        Runnable release = () -> {
            if (isReserved.compareAndSet(true, false)) {
                slots.release();
                ChannelFuture unused = channel.closeFuture().removeListener(listener.get());
            }
        };
        ResponseEnd.then(exchange, () -> {
            if (exchange.response().getStatusCode() >= REFUSED) {
                release.run();
            }
        });
        ChannelFutureListener closed = end -> {
            release.run();
            ResponseEnd.ofWebSocket(exchange);
        };
        listener.set(closed);
        ChannelFuture unused = channel.closeFuture().addListener(closed);
    }
}
