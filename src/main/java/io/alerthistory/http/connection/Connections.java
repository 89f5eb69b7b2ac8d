package io.alerthistory.http.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Closes connections whose headers are late and, when there are too many connections, those that have been idle longest.
 * Vert.x has no timeout for headers, and its limit on connections closes new ones, including health probes, instead of
 * idle ones. A check once a second would let a burst reach that limit, so each connection is counted when it is accepted.
 */
@Singleton
public class Connections {

    private final Vertx vertx;
    private final long headerTimeoutNanos;

    /** From this number of connections on, idle ones are closed until the lower number is left. */
    private final int idleCloseThreshold;
    private final int idleCloseTarget;
    private final AtomicInteger open = new AtomicInteger();
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    Connections(Vertx vertx, HttpConfig config) {
        this.vertx = vertx;
        headerTimeoutNanos = config.headerTimeout().toNanos();
        idleCloseThreshold = config.maxConnections() - config.maxConnections() / 5;
        idleCloseTarget = idleCloseThreshold - config.maxConnections() / 20;
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

    /** Counts a new connection, and makes room for the next ones. */
    void accepted(Channel client) {
        ChannelFuture unused = client.closeFuture().addListener(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > idleCloseThreshold) {
            loops.forEach(Loop::closeIdleSoon);
        }
    }

    /** Notes on the connection that a request is being served, and when it has ended. */
    public static void watch(RoutingContext exchange) {
        if (exchange.request().connection() instanceof ConnectionBase connection) {
            RequestWatch watch = RequestWatch.of(connection.channel());
            watch.begin(exchange.request());
            if (exchange.request().version() == HttpVersion.HTTP_2) { // an HTTP/2 client that closes its side ends all its requests
                connection.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
            }
            ResponseEnd.then(exchange, watch::end);
        }
        exchange.next();
    }

    /** The longest time since an event loop completed its last check, which it does every second. */
    public long longestSilenceMillis() {
        long now = System.nanoTime();
        return loops.stream().mapToLong(loop -> TimeUnit.NANOSECONDS.toMillis(now - loop.lastCheck.get())).max().orElse(0);
    }

    private static void close(Channel client) {
        ChannelFuture unused = client.close(); // nothing waits for it
    }

    private final class Loop {

        private final SingleThreadEventLoop eventLoop;
        private final AtomicLong lastCheck = new AtomicLong(System.nanoTime());
        private final AtomicBoolean closeIdleDue = new AtomicBoolean();
        private final List<ScheduledFuture<?>> timers = new CopyOnWriteArrayList<>();

        Loop(SingleThreadEventLoop eventLoop) {
            this.eventLoop = eventLoop;
        }

        void start() {
            timers.add(eventLoop.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS));
        }

        void stop() {
            timers.forEach(timer -> timer.cancel(false));
        }

        private void check() {
            long now = System.nanoTime();
            lastCheck.set(now);
            clients().stream().filter(client -> RequestWatch.of(client).isLate(now, headerTimeoutNanos))
                    .forEach(Connections::close);
            if (open.get() > idleCloseThreshold) {
                closeIdle();
            }
        }

        void closeIdleSoon() {
            if (closeIdleDue.compareAndSet(false, true)) {
                eventLoop.execute(this::closeIdle);
            }
        }

        /** Closes this event loop's share of the connections above the target. */
        private void closeIdle() {
            closeIdleDue.set(false);
            long now = System.nanoTime();
            int all = open.get();
            if (all <= idleCloseTarget) {
                return;
            }
            List<Channel> clients = clients();
            long share = ((long) (all - idleCloseTarget) * clients.size() + all - 1) / all;
            clients.stream().filter(client -> client.isOpen() && RequestWatch.of(client).isIdle(now))
                    .sorted(Comparator.comparingLong((Channel client) -> RequestWatch.of(client).idleNanos(now)).reversed())
                    .limit(share).forEach(Connections::close);
        }

        /** Returns a copy, because closing a connection changes the event loop's collection. */
        private List<Channel> clients() {
            List<Channel> clients = new ArrayList<>();
            for (Iterator<Channel> channels = eventLoop.registeredChannelsIterator(); channels.hasNext();) {
                Channel channel = channels.next();
                if (channel.parent() != null) { // accepted, not opened by this service
                    clients.add(channel);
                }
            }
            return clients;
        }
    }
}
