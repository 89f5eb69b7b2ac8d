package io.alerthistory.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

/**
 * Where a request's identifiers come from when its client left them out. A request that may be sent again is given a seed: the
 * retry makes the same identifiers in the same order, and so finds what the first attempt stored.
 */
@RequestScoped
public class IdSource {

    private final AtomicReference<@Nullable Seed> seed = new AtomicReference<>();
    private final AtomicInteger made = new AtomicInteger();

    /**
     * Says what the identifiers are derived from: the same for every attempt of a request and for no other request.
     *
     * @param atUs the time in them, microseconds since the epoch
     */
    public void seed(String key, long atUs) {
        seed.set(new Seed(key, atUs));
    }

    /**
     * The next identifier, a UUID.
     *
     * @param scope what it is for, for example session
     * @param nowUs microseconds since the epoch, used where there is no seed
     */
    public String next(String scope, long nowUs) {
        Seed from = seed.get();
        return from == null ? Ids.next(nowUs) : Ids.derived(from.key, scope + "/" + made.incrementAndGet(), from.atUs);
    }

    private record Seed(String key, long atUs) {
    }
}
