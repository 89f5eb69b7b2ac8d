package io.alerthistory.intake;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.error.BodyLimit;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * What happens to a body that nobody read to its end when the response is written. Many clients read the response only after
 * they
 * have sent everything, so a moderate rest is read and dropped; then the connection is closed.
 */
@Singleton
public class UnreadBody {

    /** After the request has its id, before anything responds. */
    private static final int PRIORITY = 1001;

    private static final long MAX_MILLIS = 3000;
    private static final long MAX_BYTES = 1024 * 1024;

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext exchange) {
        if (mayHaveBody(exchange.request())) {
            ResponseEnd.then(exchange, () -> drain(exchange));
        }
        exchange.next();
    }

    /** Whether a body follows the headers; of HTTP/2 that is known only when it has ended. */
    public static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null ? !length.equals("0")
                : request.version() == HttpVersion.HTTP_2 ? !request.isEnded()
                        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Ends the connection with the response that is still to be written: the rest of the body is of no use. */
    public static void closeAfterResponse(RoutingContext exchange) {
        if (exchange.request().version() != HttpVersion.HTTP_2 && !exchange.response().headWritten()) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static void drain(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded() || !exchange.response().ended()) {
            return; // all is read, or the client has gone
        }
        Vertx vertx = exchange.vertx();
        long limit = Math.max(request.bytesRead(), BodyLimit.BYTES) + MAX_BYTES;
        AtomicLong timer = new AtomicLong(vertx.setTimer(MAX_MILLIS, passed -> close(exchange)));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer.get())).endHandler(end -> vertx.cancelTimer(timer.get()))
                .handler(piece -> {
                    if (request.bytesRead() > limit && vertx.cancelTimer(timer.get())) {
                        close(exchange);
                    }
                }).resume();
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
