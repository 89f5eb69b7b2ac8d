package io.alerthistory.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.CallersContext;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * The keys that were read lately, so that most requests read none. A key is read again in the background when half of its
 * time is over, and no request waits for that; when all of its time is over, it is gone, whether the database can be reached
 * or not. So a revocation holds after that time. Requests with the same key share one read.
 */
final class KeyCache {

    /** How long a key may be used after it was read. */
    static final Duration LIFETIME = Duration.ofSeconds(10);

    static final int MAX_KEYS = 2_000;

    /** Identifiers that no key has: a client with a key of another history repeats it with every request. */
    static final int MAX_UNKNOWN = 1_000;

    private final Function<String, Uni<@Nullable AccessKey>> read;
    private final Clock clock;
    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, Long> unknown = new ConcurrentHashMap<>();
    private final Map<String, Reading> reading = new ConcurrentHashMap<>();

    private record Entry(AccessKey key, long readAtUs) {
    }

    /** @param read reads a key from the database, detached from the request that needs it */
    KeyCache(Function<String, Uni<@Nullable AccessKey>> read, Clock clock) {
        this.read = read;
        this.clock = clock;
    }

    /** The key with an identifier; empty when there is none. Fails as the database fails. */
    Uni<Optional<AccessKey>> find(String id) {
        long now = Micros.now(clock);
        Entry entry = known.get(id);
        if (entry != null && isYoungerThan(LIFETIME, entry.readAtUs(), now)) {
            if (!isYoungerThan(LIFETIME.dividedBy(2), entry.readAtUs(), now)) {
                read(id, now).subscribe().with(key -> {
                }, failure -> {
                    // the key stays until its time is over
                });
            }
            return Uni.createFrom().item(Optional.of(entry.key()));
        }
        Long missedAtUs = unknown.get(id);
        return missedAtUs != null && isYoungerThan(LIFETIME, missedAtUs, now) ? Uni.createFrom().item(Optional.empty())
                : read(id, now).emitOn(CallersContext.executor());
    }

    /** Forgets a key that has changed on this replica. */
    void forget(String id) {
        Reading running = reading.remove(id);
        if (running != null) {
            running.outdated.set(true);
        }
        known.remove(id);
        unknown.remove(id);
    }

    private static boolean isYoungerThan(Duration age, long readAtUs, long nowUs) {
        return Math.abs(nowUs - readAtUs) < age.toNanos() / 1000; // also when the clock was set back
    }

    private Uni<Optional<AccessKey>> read(String id, long nowUs) {
        return reading.computeIfAbsent(id, missing -> new Reading(id, nowUs)).result;
    }

    private void keep(String id, @Nullable AccessKey key, long nowUs) {
        if (key == null) {
            known.remove(id);
            put(unknown, MAX_UNKNOWN, id, nowUs);
        } else {
            put(known, MAX_KEYS, id, new Entry(key, nowUs));
        }
    }

    /** Begins anew when it is full: all keys are read again, which is rare and cheap. */
    private static <V> void put(Map<String, V> entries, int max, String id, V value) {
        if (entries.size() >= max && !entries.containsKey(id)) {
            entries.clear();
        }
        entries.put(id, value);
    }

    /** A read that runs; what it finds is not kept when the key has changed meanwhile. */
    private final class Reading {

        private final AtomicBoolean outdated = new AtomicBoolean();
        private final Uni<Optional<AccessKey>> result;

        Reading(String id, long nowUs) {
            result = read.apply(id).invoke(key -> {
                if (!outdated.get()) {
                    keep(id, key, nowUs);
                }
            }).map(Optional::ofNullable).onTermination().invoke(() -> reading.remove(id, this)).memoize().indefinitely();
        }
    }
}
