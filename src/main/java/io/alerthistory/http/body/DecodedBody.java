package io.alerthistory.http.body;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.connection.ResponseEnd;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;

/**
 * The decoded body of a request as a stream. It decodes on demand, 32 KiB at a time, and yields to other requests in
 * between, so that a body that expands a thousandfold needs no more memory, and blocks the event loop no longer, than
 * the same bytes sent uncompressed. Runs on the event loop of the request.
 */
public final class DecodedBody implements ReadStream<Buffer> {

    private static final int CHUNK = 32_768;

    private final HttpServerRequest request;
    private final Context eventLoop;
    private final long maxEncoded;
    private final GzipDecoder decoder = new GzipDecoder();
    private final AtomicReference<@Nullable Handler<Buffer>> pieces = new AtomicReference<>();
    private final AtomicReference<@Nullable Handler<Void>> end = new AtomicReference<>();
    private final AtomicReference<@Nullable Handler<Throwable>> failure = new AtomicReference<>();

    /** The number of pieces that may be emitted; Long.MAX_VALUE for any number. */
    private final AtomicLong demand = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong received = new AtomicLong();
    private final AtomicBoolean awaitsPiece = new AtomicBoolean();
    private final AtomicBoolean sourceEnded = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean done = new AtomicBoolean();

    private DecodedBody(RoutingContext exchange, long maxEncoded) {
        this.request = exchange.request();
        this.maxEncoded = maxEncoded;
        eventLoop = exchange.vertx().getOrCreateContext();
        request.pause();
        ResponseEnd.then(exchange, () -> eventLoop.runOnContext(now -> {
            done.set(true);
            decoder.close();
        }));
    }

    /**
     * Returns the body of a request that passed {@link BodyFilter}. A body that cannot be decoded is reported to the
     * exception handler as a {@link ProblemException}.
     *
     * @param maxEncoded the maximum number of bytes before decoding; the decoded body may have any size
     */
    public static ReadStream<Buffer> of(RoutingContext exchange, long maxEncoded) {
        return ContentRules.isCompressed(exchange.request()) ? new DecodedBody(exchange, maxEncoded) : exchange.request();
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        pieces.set(handler);
        if (handler != null) {
            request.exceptionHandler(this::fail).endHandler(ended -> {
                sourceEnded.set(true);
                decode();
            }).handler(this::take);
            schedule();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        end.set(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failure.set(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand.set(0);
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long more) {
        demand.updateAndGet(now -> now + more < 0 ? Long.MAX_VALUE : now + more);
        schedule();
        return this;
    }

    /** Runs later and never directly, because the handler of a piece may request the next one. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            eventLoop.runOnContext(now -> {
                scheduled.set(false);
                decode();
            });
        }
    }

    private void take(Buffer piece) {
        awaitsPiece.set(false);
        if (received.addAndGet(piece.length()) > maxEncoded) {
            fail(BodyLimit.exceeded());
        } else if (!done.get()) {
            decoder.give(piece.getBytes());
            decode();
        }
    }

    private void decode() {
        Handler<Buffer> handler = pieces.get();
        if (done.get() || handler == null || demand.get() == 0) {
            return;
        }
        byte[] chunk = new byte[CHUNK];
        int count;
        try {
            count = decoder.read(chunk);
        } catch (ProblemException malformed) {
            fail(malformed);
            return;
        }
        if (count > 0) {
            demand.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
            handler.handle(Buffer.buffer(Arrays.copyOf(chunk, count)));
            schedule();
        } else if (!sourceEnded.get()) {
            if (awaitsPiece.compareAndSet(false, true)) {
                request.fetch(1);
            }
        } else if (decoder.isComplete()) {
            done.set(true);
            decoder.close();
            Handler<Void> ended = end.get();
            if (ended != null) {
                ended.handle(null);
            }
        } else {
            fail(new ProblemException(ErrorCode.BAD_REQUEST, "The body ended before the end of its gzip data"));
        }
    }

    private void fail(Throwable cause) {
        Handler<Throwable> handler = failure.get();
        if (done.compareAndSet(false, true)) {
            decoder.close();
            if (handler != null) {
                handler.handle(cause);
            }
        }
    }
}
