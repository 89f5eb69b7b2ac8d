package io.alerthistory.http.body;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.http.connection.ResponseEnd;
import io.alerthistory.http.problem.BrokenFraming;
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

    private static final String CLOSE = UnreadBody.class.getName();
    private static final long MAX_MILLIS = 3000;
    private static final long MAX_BYTES = 1024 * 1024;

    /** Reads the rest of the body, within limits, when the response has ended. */
    public void watch(RoutingContext exchange) {
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

    /** Ends the connection with the response, whether it has begun or not: the rest of the body is of no use. */
    public static void closeAfterResponse(RoutingContext exchange) {
        exchange.put(CLOSE, true);
        if (exchange.request().version() != HttpVersion.HTTP_2 && !exchange.response().headWritten()) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static void drain(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!exchange.response().ended()) {
            return; // the client has gone
        }
        request.resume(); // one that stands still counts as not ended, although its end was seen
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
