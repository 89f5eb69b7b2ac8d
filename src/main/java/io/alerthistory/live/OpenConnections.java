package io.alerthistory.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

/**
 * All connections that stay open. They are closed while the service still listens, spread over SHUTDOWN_DELAY_SECONDS: clients
 * come
 * back at once, and not all of them in the same moment.
 */
@Singleton
public class OpenConnections {

    private static final Logger LOG = Logger.getLogger(OpenConnections.class);

    private static final Duration TICK = Duration.ofSeconds(Keepalive.TICK_SECONDS);

    /** The part of the delay in which connections are closed; the rest is for the last of them to end. */
    private static final double SPREAD = 0.8;

    private final Timers timers;
    private final Duration delay;
    private final Map<OpenConnection, Supplier<Uni<Boolean>>> open = new ConcurrentHashMap<>();
    private final AtomicBoolean isTicking = new AtomicBoolean();
    private final AtomicBoolean isStopping = new AtomicBoolean();

    OpenConnections(Timers timers, @ConfigProperty(name = "quarkus.shutdown.delay", defaultValue = "0S") Duration delay) {
        this.timers = timers;
        this.delay = delay;
    }

    /** Whether the service stops, and new connections are refused. */
    public boolean isStopping() {
        return isStopping.get();
    }

    /**
     * Adds a connection until it is removed. One that comes while the service stops is closed at once.
     *
     * @param access says at each tick whether the caller may still be here
     */
    public void add(OpenConnection connection, Supplier<Uni<Boolean>> access) {
        open.put(connection, access);
        if (isStopping.get()) {
            connection.stop();
        } else if (isTicking.compareAndSet(false, true)) {
            timers.after(TICK, this::tick);
        }
    }

    public void remove(OpenConnection connection) {
        open.remove(connection);
    }

    private void tick() {
        open.forEach((connection, access) -> {
            try {
                connection.tick();
                access.get().subscribe().with(isAllowed -> {
                    if (!isAllowed) {
                        connection.expel();
                    }
                }, failure -> LOG.debug("Access could not be checked", failure));
            } catch (RuntimeException failure) {
                LOG.error("A connection could not be checked", failure); // the others are checked all the same
            }
        });
        isTicking.set(false);
        if (!open.isEmpty() && isTicking.compareAndSet(false, true)) {
            timers.after(TICK, this::tick);
        }
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        isStopping.set(true);
        List<OpenConnection> all = List.copyOf(open.keySet());
        double millis = delay.toMillis() * SPREAD;
        for (int i = 0; i < all.size(); i++) {
            OpenConnection connection = all.get(i);
            long later = (long) (millis * i / all.size());
            if (later == 0) {
                connection.stop();
            } else {
                timers.after(Duration.ofMillis(later), connection::stop);
            }
        }
    }
}
