package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.idempotency.KeyedRequest;
import io.alerthistory.idempotency.StoredResponse;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.IdempotencyKeys;
import io.smallrye.mutiny.Uni;

/** Idempotency keys on SQLite. */
@Singleton
@Typed(SqliteIdempotencyStore.class)
public class SqliteIdempotencyStore implements IdempotencyStore {

    private static final String BEGIN = """
            insert into idempotency_keys (idempotency_key, request_digest, created_at_us, locked_until_us)
            values (:key, :digest, :now, :until)
            """ + IdempotencyKeys.ON_CONFLICT;

    private static final String SWEEP = """
            delete from idempotency_keys
            where idempotency_key in (
                select idempotency_key
                from idempotency_keys
                where created_at_us <= :expired
                order by created_at_us
                limit %d)""".formatted(IdempotencyKeys.SWEPT);

    private static final String FIND = """
            select request_digest, answer_status, answer_headers, answer_body
            from idempotency_keys
            where idempotency_key = :key""";

    private static final String OWN = """
            where idempotency_key = :key and locked_until_us = :until and answer_status is null""";

    private static final String FINISH = """
            update idempotency_keys
            set answer_status = :status, answer_headers = :headers, answer_body = :body, subject_id = :subject
            """ + OWN;

    private static final String ABANDON = """
            update idempotency_keys
            set locked_until_us = :now
            """ + OWN;

    private static final String RELEASE = """
            delete from idempotency_keys
            """ + OWN;

    private final SqliteDatabase database;

    SqliteIdempotencyStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Begun> begin(KeyedRequest request, long nowUs) {
        return database.write(QueryName.IDEMPOTENCY_KEY, handle -> {
            handle.createUpdate(SWEEP).bind("expired", nowUs - KeyLock.KEPT_US).execute();
            return handle.createQuery(BEGIN).bind("key", request.key()).bind("digest", request.digest()).bind("now", nowUs)
                    .bind("until", nowUs + KeyLock.LEASE_US).map(SqliteRow.mapper(IdempotencyKeys::lock)).findOne()
                    .<Begun> map(Begun.Locked::new).orElseGet(() -> taken(handle, request));
        });
    }

    @Override
    public Uni<Void> finish(KeyLock lock, StoredResponse answer) {
        return database.write(QueryName.IDEMPOTENCY_KEY, handle -> handle
                .createUpdate(FINISH)
                .bind("key", lock.key()).bind("until", lock.lockedUntilUs()).bind("status", answer.status())
                .bind("headers", IdempotencyKeys.headers(answer)).bind("body", answer.body())
                .bind("subject", answer.subjectId()).execute()).replaceWithVoid();
    }

    @Override
    public Uni<Void> abandon(KeyLock lock, long nowUs) {
        return database
                .write(QueryName.IDEMPOTENCY_KEY,
                        handle -> handle.createUpdate(ABANDON)
                                .bind("now", nowUs).bind("key", lock.key()).bind("until", lock.lockedUntilUs()).execute())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> release(KeyLock lock) {
        return database.write(QueryName.IDEMPOTENCY_KEY,
                handle -> handle.createUpdate(RELEASE).bind("key", lock.key())
                        .bind("until", lock.lockedUntilUs()).execute())
                .replaceWithVoid();
    }

    private static Begun taken(Handle handle, KeyedRequest request) {
        return handle.createQuery(FIND).bind("key", request.key())
                .map(SqliteRow.mapper(row -> IdempotencyKeys.taken(row, request.digest()))).one();
    }
}
