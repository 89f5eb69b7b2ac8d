package io.alerthistory.http.connection;

import java.util.Iterator;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;

/**
 * Configures every accepted connection before its first byte is read. The framework has no hook for that: it offers a
 * connection only after its first request was decoded.
 */
@Singleton
class Acceptors {

    private static final String DECODER = "httpDecoder";

    private final Vertx vertx;
    private final Connections connections;

    Acceptors(Vertx vertx, Connections connections) {
        this.vertx = vertx;
        this.connections = connections;
    }

    void listens(@ObservesAsync HttpServerStart start) {
        prepare(start.options());
    }

    void listensWithTls(@ObservesAsync HttpsServerStart start) {
        prepare(start.options());
    }

    private void prepare(HttpServerOptions options) {
        for (EventExecutor executor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop eventLoop) {
                eventLoop.execute(() -> {
                    for (Iterator<Channel> channels = eventLoop.registeredChannelsIterator(); channels.hasNext();) {
                        Channel channel = channels.next();
                        if (channel instanceof ServerChannel && channel.pipeline().get(Accepted.class) == null) {
                            channel.pipeline().addFirst(new Accepted(options, connections));
                        }
                    }
                });
            }
        }
    }

    /** Runs before the framework's handler that registers accepted connections. */
    private static final class Accepted extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions options;
        private final Connections connections;

        Accepted(HttpServerOptions options, Connections connections) {
            this.options = options;
            this.connections = connections;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel client) {
                client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                RequestWatch unused = RequestWatch.of(client); // this connection is configured from now on
                client.pipeline().addFirst(new FirstBytes(options, false));
                connections.accepted(client);
            }
            context.fireChannelRead(message);
        }
    }

    /**
     * Replaces the decoder before it receives a byte. The server uses the first bytes only to choose between HTTP/1 and
     * HTTP/2, and adds the decoder behind the handlers that are present now.
     */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions options;
        private final boolean decided;

        FirstBytes(HttpServerOptions options, boolean decided) {
            this.options = options;
            this.decided = decided;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!replaceDecoder(context, options) && !decided) { // HTTP/2 has no such decoder
                context.pipeline().addLast(new FirstBytes(options, true));
            }
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        }
    }

    private static boolean replaceDecoder(ChannelHandlerContext context, HttpServerOptions options) {
        if (context.pipeline().get(DECODER) == null) {
            return false;
        }
        context.pipeline().replace(DECODER, DECODER, new StrictRequestDecoder(options));
        return true;
    }
}
