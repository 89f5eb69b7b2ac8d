package io.alerthistory.http.connection;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;

/**
 * Closes a connection in two steps: first the service's side, then the client's side after a moment, or when the client
 * closes it. If a connection is closed while the client still sends, it is reset, and the client may lose a response
 * that it has not read yet.
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {

    private static final long MAX_MILLIS = 2000;

    private final AtomicBoolean begun = new AtomicBoolean();

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!begun.compareAndSet(false, true) || !(context.channel() instanceof DuplexChannel channel)
                || channel.isInputShutdown() || !channel.isActive()) {
            ChannelFuture unused = context.close(promise); // nothing waits for it
            return;
        }
        ChannelFuture unusedShutdown = channel.shutdownOutput();
        channel.config().setAutoRead(true); // incoming bytes are dropped
        ScheduledFuture<?> unusedTimer = context.executor().schedule(() -> {
            ChannelFuture unused = context.close(promise);
        }, MAX_MILLIS, TimeUnit.MILLISECONDS);
    }
}
