package io.alerthistory.id;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Where a request's identifiers come from when its client left them out. A request that may be sent again has a seed: the
 * retry makes the same identifiers in the same order, and so finds what the first attempt stored.
 */
public final class IdSource {

    private final @Nullable Seed seed;
    private final AtomicInteger made = new AtomicInteger();

    /** Makes other identifiers each time. */
    public IdSource() {
        seed = null;
    }

    /**
     * Makes identifiers that are derived.
     *
     * @param key the same for every attempt of a request and for no other request
     * @param atUs the time in them, microseconds since the epoch
     */
    public IdSource(String key, long atUs) {
        seed = new Seed(key, atUs);
    }

    /**
     * The next identifier, a UUID.
     *
     * @param scope what it is for, for example session
     * @param nowUs microseconds since the epoch, used where there is no seed
     */
    public String next(String scope, long nowUs) {
        return seed == null ? Ids.next(nowUs) : Ids.derived(seed.key, scope + "/" + made.incrementAndGet(), seed.atUs);
    }

    private record Seed(String key, long atUs) {
    }
}
