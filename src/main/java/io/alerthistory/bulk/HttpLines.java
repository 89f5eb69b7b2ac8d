package io.alerthistory.bulk;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The lines of a request's body. The body stands still unless a batch is asked for, so TCP holds back a client that is faster
 * than the database. Everything happens on the request's event loop.
 */
final class HttpLines implements BulkInput {

    private static final String CONTINUE = "100-continue";

    private final RoutingContext exchange;
    private final Context eventLoop;
    private final LineBatches batches = new LineBatches();
    private final AtomicReference<@Nullable UniEmitter<? super List<Line>>> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    private HttpLines(RoutingContext exchange) {
        this.exchange = exchange;
        eventLoop = exchange.vertx().getOrCreateContext();
    }

    /** Starts before the first byte of the body. */
    static HttpLines of(RoutingContext exchange) {
        HttpLines lines = new HttpLines(exchange);
        lines.read(exchange.request());
        return lines;
    }

    @Override
    public Uni<List<Line>> next() {
        return Uni.createFrom().emitter(emitter -> eventLoop.runOnContext(now -> {
            waiting.set(emitter);
            serve();
        }));
    }

    @Override
    public Uni<Void> abandon() {
        return Uni.createFrom().emitter(emitter -> eventLoop.runOnContext(now -> {
            if (!exchange.response().headWritten()) {
                exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            exchange.addEndHandler(ended -> exchange.request().connection().close());
            emitter.complete(null);
        }));
    }

    private void read(HttpServerRequest request) {
        request.pause();
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        if (request.isEnded()) {
            batches.end();
            return;
        }
        request.exceptionHandler(failure -> {
            broken.set(new ProblemException(ErrorCode.BAD_REQUEST, "The body broke off before its end"));
            serve();
        }).handler(piece -> {
            batches.take(piece.getBytes());
            serve();
        }).endHandler(end -> {
            batches.end();
            serve();
        });
    }

    private void serve() {
        UniEmitter<? super List<Line>> emitter = waiting.get();
        if (emitter == null) {
            return;
        }
        Throwable failure = broken.get();
        if (batches.isReady()) {
            waiting.set(null);
            emitter.complete(batches.next());
        } else if (failure != null) {
            waiting.set(null);
            emitter.fail(failure);
        } else {
            exchange.request().fetch(1);
        }
    }
}
