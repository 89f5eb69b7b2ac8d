package io.alerthistory.http.body;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.http.problem.BrokenFraming;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Handles a body that was not read to its end when the response is written. Many clients read the response only after
 * they have sent everything, so a limited rest is read and dropped; beyond the limit the connection is closed.
 */
@Singleton
public class UnreadBody {

    private static final String CLOSE = UnreadBody.class.getName();
    private static final long MAX_MILLIS = 3000;
    private static final long MAX_BYTES = 1024 * 1024;

    /** Reads the rest of the body, within limits, when the response has ended. */
    public void watch(RoutingContext exchange) {
        if (mayHaveBody(exchange.request())) {
            Context connection = exchange.vertx().getOrCreateContext();
            ResponseEnd.then(exchange, () -> {
                if (Context.isOnEventLoopThread()) {
                    drain(exchange);
                } else { // the request may end while a worker thread looks at it
                    connection.runOnContext(now -> drain(exchange));
                }
            });
        }
        exchange.next();
    }

    /** Whether a body may follow the headers; for HTTP/2 this is known only when the request has ended. */
    public static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null ? !length.equals("0")
                : request.version() == HttpVersion.HTTP_2 ? !request.isEnded()
                        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Closes the connection with the response, because the rest of the body is not needed. */
    public static void closeAfterResponse(RoutingContext exchange) {
        exchange.put(CLOSE, true);
        if (exchange.request().version() != HttpVersion.HTTP_2 && !exchange.response().headWritten()) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static void drain(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!exchange.response().ended()) {
            return; // the client has disconnected
        }
        if (!request.isEnded()) { // an HTTP/2 request may have ended, and must not be resumed then
            request.resume(); // a paused HTTP/1 request is not ended, even if its end was received
        }
        if (request.isEnded()) {
            if (closes(exchange)) {
                close(exchange);
            }
            return;
        }
        Vertx vertx = exchange.vertx();
        long limit = Math.max(request.bytesRead(), BodyLimit.BYTES) + MAX_BYTES;
        AtomicLong timer = new AtomicLong(vertx.setTimer(MAX_MILLIS, passed -> close(exchange)));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer.get())).endHandler(end -> {
            if (vertx.cancelTimer(timer.get()) && closes(exchange)) {
                close(exchange);
            }
        }).handler(piece -> {
            if (request.bytesRead() > limit && vertx.cancelTimer(timer.get())) {
                close(exchange);
            }
        });
    }

    private static boolean closes(RoutingContext exchange) {
        return exchange.get(CLOSE) != null || BrokenFraming.of(exchange.request()).isPresent();
    }

    private static void close(RoutingContext exchange) {
        HttpServerRequest request = Objects.requireNonNull(exchange.request());
        if (request.version() == HttpVersion.HTTP_2) {
            exchange.response().reset(0);
        } else {
            request.connection().close();
        }
    }
}
