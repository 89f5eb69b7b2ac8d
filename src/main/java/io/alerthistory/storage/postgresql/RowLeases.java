package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.Lease;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.storage.mapping.ChangingTexts;
import io.alerthistory.storage.mapping.RowKey;
import io.smallrye.mutiny.Uni;

/** Memory for rows that are changed, taken before they are locked. */
@Singleton
class RowLeases {

    /** Bytes in memory per byte of a row or a payload: a string, its bytes, and the message it is sent in. */
    private static final long COST = 4;

    /** Bytes of a row that needs no lease. */
    private static final long SMALL = 65_536;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final PostgresDatabase database;
    private final Budgets budgets;

    RowLeases(PostgresDatabase database, Budgets budgets) {
        this.database = database;
        this.budgets = budgets;
    }

    /** Runs the change of a row when there is memory for it; fails with overloaded when there is none for some time. */
    <R> Uni<R> leased(QueryName name, ChangingTexts<?> texts, RowKey id, SentPayloads payloads, Supplier<Uni<R>> change) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = CallersContext.executor();
            return database
                    .query(name, texts.bytes(payloads.fields(), PostgresSql::placeholder),
                            PostgresDatabase.tuple(id.parameters()))
                    .map(rows -> PostgresRow.first(rows, row -> row.number("bytes")))
                    .flatMap(stored -> {
                        long bytes = payloads.bytes() + Objects.requireNonNullElse(stored, 0L);
                        return bytes <= SMALL ? change.get() : leased(bytes, caller, change);
                    });
        });
    }

    private <R> Uni<R> leased(long bytes, Executor caller, Supplier<Uni<R>> change) {
        return budgets.rows().acquire(COST * bytes, WAIT)
                .onItem()
                .transformToUni(lease -> detached(Uni.createFrom().voidItem().emitOn(caller).chain(() -> change.get()), lease));
    }

    /** What has begun goes on without its caller, and its memory is in use until then. */
    private static <R> Uni<R> detached(Uni<R> work, Lease lease) {
        return Uni.createFrom().emitter(emitter -> work.onTermination().invoke(lease::close).subscribe()
                .with(emitter::complete, emitter::fail));
    }
}
