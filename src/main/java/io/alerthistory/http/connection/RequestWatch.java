package io.alerthistory.http.connection;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Tracks whether a connection is serving a request, or since when it has been idle. A client that closes its side of
 * the connection still gets the responses it waits for while they make progress: it may have sent its last request, or
 * be gone. Used only on the connection's event loop.
 */
final class RequestWatch extends ChannelDuplexHandler {

    /**
     * How long a client that has closed its side may receive nothing before its connection is closed, because it may be
     * gone.
     */
    private static final long HALF_CLOSED_MILLIS = 5000;

    /** How long a connection that expects headers is not idle: a request may be on its way. */
    private static final long EXPECTED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The time until the next of several pipelined requests has begun. */
    private static final long NEXT_MILLIS = 100;

    private final AtomicInteger openRequests = new AtomicInteger();

    /** When the last request ended, in nanoseconds. */
    private final AtomicLong idleSince = new AtomicLong(System.nanoTime());

    /** Whether the headers of a request are expected: those of the first request, or later those that have begun. */
    private final AtomicBoolean headersDue = new AtomicBoolean(true);
    private final AtomicLong headersDueSince = new AtomicLong(System.nanoTime());

    /** HTTP/2 frames may arrive without a request. */
    private final AtomicBoolean framed = new AtomicBoolean();
    private final AtomicBoolean upgraded = new AtomicBoolean();

    /** Whether the client has closed its side, and the number of pieces sent to it since. */
    private final AtomicBoolean halfClosed = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();

    /** Returns the watch of a connection; adds one when it has none. */
    static RequestWatch of(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        RequestWatch watch = pipeline.get(RequestWatch.class);
        if (watch == null) {
            watch = new RequestWatch();
            pipeline.addFirst(watch);
        }
        return watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (openRequests.get() == 0 && !framed.get() && !upgraded.get() && headersDue.compareAndSet(false, true)) {
            headersDueSince.set(System.nanoTime());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (halfClosed.get()) {
            sent.incrementAndGet();
        }
        ChannelFuture unused = context.write(message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event); // requests that have begun still get their responses
        if (event instanceof ChannelInputShutdownEvent) {
            halfClosed.set(true);
            if (framed.get() || upgraded.get()) {
                close(context);
            } else {
                closeWhenServed(context, sent.get(), 0);
            }
        }
    }

    private void closeWhenServed(ChannelHandlerContext context, long sentBefore, long waitedMillis) {
        boolean standsStill = sent.get() == sentBefore && context.channel().isWritable();
        if (!context.channel().isActive()) {
            return;
        }
        boolean served = openRequests.get() == 0 && idleNanos(System.nanoTime()) >= TimeUnit.MILLISECONDS.toNanos(NEXT_MILLIS);
        if (served || (standsStill && waitedMillis >= HALF_CLOSED_MILLIS)) {
            close(context);
            return;
        }
        long waited = standsStill ? waitedMillis + NEXT_MILLIS : 0;
        long sentNow = sent.get();
        ScheduledFuture<?> unused = context.executor().schedule(() -> closeWhenServed(context, sentNow, waited), NEXT_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    void begin(HttpServerRequest request) {
        openRequests.incrementAndGet();
        headersDue.set(false);
        if (request.version() == HttpVersion.HTTP_2) {
            framed.set(true);
        } else if (request.headers().contains(HttpHeaders.UPGRADE)) {
            upgraded.set(true);
        }
    }

    void end() {
        if (openRequests.decrementAndGet() == 0) {
            idleSince.set(System.nanoTime());
        }
    }

    /** Whether it serves no request, expects none at once, and may be closed. */
    boolean isIdle(long now) {
        boolean expected = headersDue.get() && now - headersDueSince.get() < EXPECTED_NANOS;
        return openRequests.get() == 0 && !upgraded.get() && !expected;
    }

    long idleNanos(long now) {
        return now - idleSince.get();
    }

    boolean isLate(long now, long limitNanos) {
        return headersDue.get() && now - headersDueSince.get() > limitNanos;
    }
}
