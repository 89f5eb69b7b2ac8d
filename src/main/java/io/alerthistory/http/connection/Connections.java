package io.alerthistory.http.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.http.HttpConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Looks at the connections of each event loop once a second: closes those whose headers do not come, and, when there are too
 * many,
 * those that have been idle longest, so that there is room for new ones. Vert.x has no time limit of headers, and its own limit
 * of
 * connections closes those that come, health probes included, and not those that do nothing.
 */
@Singleton
public class Connections {

    private final Vertx vertx;
    private final long headerTimeoutNanos;
    private final int enough;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    Connections(Vertx vertx, HttpConfig config) {
        this.vertx = vertx;
        headerTimeoutNanos = config.headerTimeout().toNanos();
        enough = config.maxConnections() - config.maxConnections() / 5;
    }

    void begin(@Observes StartupEvent event) {
        for (EventExecutor executor : ((VertxInternal) vertx).getEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop eventLoop) {
                loops.add(new Loop(eventLoop));
            }
        }
        loops.forEach(Loop::start);
    }

    void end(@Observes ShutdownEvent event) {
        loops.forEach(Loop::stop);
        loops.clear();
    }

    /** Notes on its connection that a request is being served, and when it has ended. */
    public static void watch(RoutingContext exchange) {
        if (exchange.request().connection() instanceof ConnectionBase connection) {
            RequestWatch watch = RequestWatch.of(connection.channel());
            watch.begin(exchange.request());
            if (exchange.request().version() == HttpVersion.HTTP_2) { // whose end is that of all its requests
                connection.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
            }
            ResponseEnd.then(exchange, watch::end);
        }
        exchange.next();
    }

    /** The longest time for which an event loop has not come round; it should do so every second. */
    public long longestSilenceMillis() {
        long now = System.nanoTime();
        return loops.stream().mapToLong(loop -> TimeUnit.NANOSECONDS.toMillis(now - loop.lastRound.get())).max().orElse(0);
    }

    private static void close(Channel client) {
        ChannelFuture unused = client.close(); // nothing waits for it
    }

    private int open() {
        return loops.stream().mapToInt(loop -> loop.open.get()).sum();
    }

    private final class Loop {

        private final SingleThreadEventLoop eventLoop;
        private final AtomicLong lastRound = new AtomicLong(System.nanoTime());
        private final AtomicInteger open = new AtomicInteger();
        private final List<ScheduledFuture<?>> timers = new CopyOnWriteArrayList<>();

        Loop(SingleThreadEventLoop eventLoop) {
            this.eventLoop = eventLoop;
        }

        void start() {
            timers.add(eventLoop.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS));
        }

        void stop() {
            timers.forEach(timer -> timer.cancel(false));
        }

        private void look() {
            long now = System.nanoTime();
            lastRound.set(now);
            List<Channel> clients = clients(); // a copy: closing changes what is iterated
            open.set(clients.size());
            clients.stream().filter(client -> RequestWatch.of(client).isLate(now, headerTimeoutNanos))
                    .forEach(Connections::close);
            int all = open();
            if (all > enough) {
                long share = (long) (all - enough) * clients.size() / all + 1;
                clients.stream().filter(client -> client.isOpen() && RequestWatch.of(client).isIdle())
                        .sorted(Comparator.comparingLong((Channel client) -> RequestWatch.of(client).idleNanos(now)).reversed())
                        .limit(share).forEach(Connections::close);
            }
        }

        private List<Channel> clients() {
            List<Channel> clients = new ArrayList<>();
            for (Iterator<Channel> channels = eventLoop.registeredChannelsIterator(); channels.hasNext();) {
                Channel channel = channels.next();
                if (channel.parent() != null) { // it was accepted; others were opened by this service
                    clients.add(channel);
                }
            }
            return clients;
        }
    }
}
