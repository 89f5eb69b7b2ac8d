package io.alerthistory.id;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Makes the identifiers that a client left out. A request with an idempotency key has a seed: a retry gets the same
 * identifiers in the same order, and so finds what the first attempt stored.
 */
public final class IdSource {

    private final @Nullable Seed seed;
    private final AtomicInteger counter = new AtomicInteger();

    /** A source of random identifiers. */
    public IdSource() {
        seed = null;
    }

    /**
     * A source of derived identifiers.
     *
     * @param key the same for every attempt of a request, and different for any other request
     * @param atUs the time that the identifiers contain, microseconds since the epoch
     */
    public IdSource(String key, long atUs) {
        seed = new Seed(key, atUs);
    }

    /**
     * Makes the next identifier, a UUID.
     *
     * @param scope what it identifies, for example session
     * @param nowUs microseconds since the epoch, used when there is no seed
     */
    public String next(String scope, long nowUs) {
        return seed == null ? Ids.next(nowUs) : Ids.derived(seed.key, scope + "/" + counter.incrementAndGet(), seed.atUs);
    }

    private record Seed(String key, long atUs) {
    }
}
