package io.alerthistory.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Knows of one connection whether a request is being served, or since when one is waited for. Used on its event loop only. */
final class RequestWatch extends ChannelInboundHandlerAdapter {

    private final AtomicInteger openRequests = new AtomicInteger();

    /** Since when there has been no request, in nanoseconds. */
    private final AtomicLong idleSince = new AtomicLong(System.nanoTime());

    /** Whether the headers of a request are due: those of the first, and later those that have begun. */
    private final AtomicBoolean headersDue = new AtomicBoolean(true);
    private final AtomicLong headersDueSince = new AtomicLong(System.nanoTime());

    /** Frames of HTTP/2 need not belong to a request. */
    private final AtomicBoolean framed = new AtomicBoolean();
    private final AtomicBoolean upgraded = new AtomicBoolean();

    /** The watch of a connection; a new one when it has none. */
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

    /** Whether it serves nobody and may be closed. */
    boolean isIdle() {
        return openRequests.get() == 0 && !upgraded.get();
    }

    long idleNanos(long now) {
        return now - idleSince.get();
    }

    boolean isLate(long now, long limitNanos) {
        return headersDue.get() && now - headersDueSince.get() > limitNanos;
    }
}
