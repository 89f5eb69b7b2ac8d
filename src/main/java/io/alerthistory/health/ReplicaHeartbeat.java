package io.alerthistory.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.alerthistory.replica.Replica;
import io.alerthistory.replica.ReplicaName;
import io.alerthistory.replica.ReplicaRules;
import io.alerthistory.replica.ReplicaStore;
import io.alerthistory.replica.Replicas;
import io.alerthistory.start.MigrateOnly;
import io.alerthistory.start.Started;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/**
 * Tells the other replicas that this one lives, and warns when replicas of different versions do for long. A failure changes
 * nothing else: neither the probes nor the requests depend on it.
 */
@Singleton
public class ReplicaHeartbeat implements WarningSource {

    private static final Logger LOG = Logger.getLogger(ReplicaHeartbeat.class);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration ROLLOUT = Duration.ofMinutes(10);
    private static final Duration MAX_WAIT_AT_STOP = Duration.ofSeconds(2);

    private final ProbeSchedule schedule;
    private final MigrateOnly process;
    private final ReplicaStore store;
    private final Replicas replicas;
    private final Clock clock;
    private final Replica own;
    private final AtomicReference<List<Replica>> known = new AtomicReference<>(List.of());
    private final AtomicBoolean isStored = new AtomicBoolean();
    private final AtomicBoolean isFailing = new AtomicBoolean();
    private final AtomicBoolean isStopping = new AtomicBoolean();

    ReplicaHeartbeat(ProbeSchedule schedule, MigrateOnly process, ReplicaStore store, Replicas replicas, ReplicaName name,
            Installation installation, Clock clock) {
        this.process = process;
        this.schedule = schedule;
        this.store = store;
        this.replicas = replicas;
        this.clock = clock;
        long nowUs = Micros.now(clock);
        own = new Replica(name.value(), installation.version(), Integer.parseInt(Schema.VERSION), Schema.LEVEL, nowUs, nowUs);
    }

    void begin(@Observes Started started) {
        if (!process.isOneOff()) {
            schedule.scheduleEvery(INTERVAL, "replicas", this::beat);
        }
    }

    void end(@Observes ShutdownEvent event) {
        isStopping.set(true);
        if (isStored.get()) {
            try {
                VertxContextSupport.subscribeAndAwait(
                        () -> store.remove(own.podId()).ifNoItem().after(MAX_WAIT_AT_STOP).fail());
            } catch (Throwable failure) { // others delete the row later
                LOG.debug("The row of this replica stays", failure);
            }
        }
    }

    /** Writes the row of this replica, deletes those of replicas that are gone, and reads those of the others. Never fails. */
    public Uni<Void> beat() {
        return Uni.createFrom().deferred(() -> isStopping.get() ? Uni.createFrom().voidItem() : exchange()).onItemOrFailure()
                .transform((done, failure) -> {
                    report(failure);
                    return null;
                });
    }

    private Uni<Void> exchange() {
        return store.store(own.seen(Micros.now(clock))).invoke(() -> isStored.set(true))
                .chain(() -> store.removeSilent(Micros.before(clock, KEPT))).chain(replicas::alive).invoke(known::set)
                .replaceWithVoid();
    }

    private void report(@Nullable Throwable failure) {
        if (isFailing.getAndSet(failure != null) != (failure != null)) {
            if (failure == null) {
                LOG.info("This replica reports to the others again");
            } else {
                LOG.warnf("This replica cannot report to the others: %s", failure.getMessage());
            }
        }
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return Uni.createFrom().item(() -> {
            List<Replica> alive = replicas.stillAlive(List.copyOf(known.get()));
            return ReplicaRules.differentSince(alive).filter(sinceUs -> sinceUs <= Micros.before(clock, ROLLOUT))
                    .map(sinceUs -> List.of(new Warning("replica_versions", "replicas",
                            "Replicas of different versions have run side by side for more than "
                                    + ROLLOUT.toMinutes() + " minutes",
                            ReplicaRules.versions(alive) + ". Complete the rollout, or roll it back", sinceUs)))
                    .orElse(List.of());
        });
    }
}
