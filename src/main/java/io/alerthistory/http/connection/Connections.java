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
 * Checks the connections of each event loop once a second. It closes those whose headers are late and, when there are
 * too many connections, those that have been idle longest. Vert.x has no timeout for headers, and its limit on
 * connections closes new ones, including health probes, instead of idle ones.
 */
@Singleton
public class Connections {

    /**
     * A connection that was opened or served less than this ago is about to send a request. The other event loop's count may be
     * a second old, so this one may find only such connections to close.
     */
    private static final long MIN_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final long headerTimeoutNanos;
    private final int idleCloseThreshold;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    Connections(Vertx vertx, HttpConfig config) {
        this.vertx = vertx;
        headerTimeoutNanos = config.headerTimeout().toNanos();
        idleCloseThreshold = config.maxConnections() - config.maxConnections() / 5;
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

    private int open() {
        return loops.stream().mapToInt(loop -> loop.open.get()).sum();
    }

    private final class Loop {

        private final SingleThreadEventLoop eventLoop;
        private final AtomicLong lastCheck = new AtomicLong(System.nanoTime());
        private final AtomicInteger open = new AtomicInteger();
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
            List<Channel> clients = clients(); // a copy, because closing changes the collection
            open.set(clients.size());
            clients.stream().filter(client -> RequestWatch.of(client).isLate(now, headerTimeoutNanos))
                    .forEach(Connections::close);
            int all = open();
            if (all > idleCloseThreshold) {
                long share = (long) (all - idleCloseThreshold) * clients.size() / all + 1;
                clients.stream().filter(client -> client.isOpen() && RequestWatch.of(client).isIdle())
                        .filter(client -> RequestWatch.of(client).idleNanos(now) > MIN_IDLE_NANOS)
                        .sorted(Comparator.comparingLong((Channel client) -> RequestWatch.of(client).idleNanos(now)).reversed())
                        .limit(share).forEach(Connections::close);
            }
        }

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
