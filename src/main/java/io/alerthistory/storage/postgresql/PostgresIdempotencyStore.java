package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.idempotency.KeyedRequest;
import io.alerthistory.idempotency.StoredResponse;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.IdempotencyKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Idempotency keys on PostgreSQL: entities, but for what every request with a key does. That are 2 statements
 * (StatementsTest). The first one locks the key, unless it is taken, and drops expired keys; as entities that would take 3, a
 * BEGIN
 * and a COMMIT. The second one keeps the response; its headers are jsonb, which an update of an entity cannot make of a text.
 */
@Singleton
@Typed(PostgresIdempotencyStore.class)
public class PostgresIdempotencyStore implements IdempotencyStore {

    /** Steps over the expired keys that another is about to take, and over its own, which a statement changes only once. */
    private static final String BEGIN = """
            with swept as (
                delete from idempotency_keys
                where idempotency_key in (
                    select idempotency_key
                    from idempotency_keys
                    where created_at_us <= $3::bigint - %d and idempotency_key <> $1::text
                    order by created_at_us
                    limit %d
                    for update skip locked))
            insert into idempotency_keys (idempotency_key, request_digest, created_at_us, locked_until_us)
            values ($1::text, $2::text, $3::bigint, $4::bigint)
            %s""".formatted(KeyLock.KEPT_US, IdempotencyKeys.SWEPT, IdempotencyKeys.ON_CONFLICT);

    private static final String FINISH = """
            update idempotency_keys
            set answer_status = $3::integer, answer_headers = $4::text::jsonb, answer_body = $5, subject_id = $6
            where idempotency_key = $1 and locked_until_us = $2 and answer_status is null""";

    private final PostgresDatabase database;
    private final IdempotencyKeyRepository keys;

    PostgresIdempotencyStore(PostgresDatabase database, IdempotencyKeyRepository keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public Uni<Begun> begin(KeyedRequest request, long nowUs) {
        // A key that was freed between the two statements was running a moment ago, and is free for the next attempt.
        return database
                .execute(QueryName.IDEMPOTENCY_KEY, BEGIN,
                        Tuple.of(request.key(), request.digest(), nowUs, nowUs + KeyLock.LEASE_US))
                .<@Nullable Begun> map(rows -> PostgresRow.first(rows, row -> new Begun.Locked(IdempotencyKeys.lock(row))))
                .onItem().ifNull().switchTo(() -> database.readEntities(QueryName.IDEMPOTENCY_KEY,
                        () -> keys.findTaken(request.key(), request.digest())))
                .onItem().ifNull().continueWith(new Begun.Running());
    }

    @Override
    public Uni<Void> finish(KeyLock lock, StoredResponse answer) {
        return database.execute(QueryName.IDEMPOTENCY_KEY, FINISH, Tuple.of(lock.key(), lock.lockedUntilUs(), answer.status(),
                IdempotencyKeys.headers(answer), answer.body(), answer.subjectId())).replaceWithVoid();
    }

    @Override
    public Uni<Void> abandon(KeyLock lock, long nowUs) {
        return database.changeEntities(QueryName.IDEMPOTENCY_KEY, () -> keys.abandon(lock, nowUs)).replaceWithVoid();
    }

    @Override
    public Uni<Void> release(KeyLock lock) {
        return database.changeEntities(QueryName.IDEMPOTENCY_KEY, () -> keys.release(lock)).replaceWithVoid();
    }
}
