package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.storage.mapping.IdempotencyKeys;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

/** Idempotency keys as entities. Each change is one statement that names the lock, so that a lock that was taken over stays. */
@ApplicationScoped
class IdempotencyKeyRepository implements PanacheRepositoryBase<IdempotencyKeyRow, String> {

    private static final String OWN = "idempotencyKey = ?1 and lockedUntilUs = ?2 and answerStatus is null";

    private static final String ABANDON = """
            update IdempotencyKeyRow
            set lockedUntilUs = ?3
            where\s""" + OWN;

    private static final String RESPONSE = """
            select k.requestDigest, k.answerStatus, k.answerHeaders, k.answerBody
            from IdempotencyKeyRow k
            where k.idempotencyKey = ?1""";

    /** What is stored under a key. */
    @RegisterForReflection
    record KeptResponse(String requestDigest, @Nullable Integer status, @Nullable String headers, @Nullable String body) {

        Begun taken(String digest) {
            return IdempotencyKeys.taken(requestDigest, status, headers, body, digest);
        }
    }

    /** What a key that is taken means for a request with this digest; null when the key is free by now. */
    Uni<@Nullable Begun> findTaken(String key, String digest) {
        return find(RESPONSE, key).project(KeptResponse.class).firstResult().onItem().ifNotNull()
                .transform(kept -> kept.taken(digest));
    }

    Uni<Integer> abandon(KeyLock lock, long nowUs) {
        return update(ABANDON, lock.key(), lock.lockedUntilUs(), nowUs);
    }

    Uni<Long> release(KeyLock lock) {
        return delete(OWN, lock.key(), lock.lockedUntilUs());
    }
}
