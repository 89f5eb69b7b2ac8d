package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.budget.Budgets;
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

    /** What a stage counts that is changed together with others: its row, its entity, and what is remembered of both. */
    private static final int STAGE = 1_024;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final PostgresDatabase database;
    private final Budgets budgets;

    RowLeases(PostgresDatabase database, Budgets budgets) {
        this.database = database;
        this.budgets = budgets;
    }

    /** Runs the change of a row when there is memory for it; fails with overloaded when there is none for some time. */
    <R> Uni<R> leased(QueryName name, ChangingTexts<?> texts, RowKey id, SentPayloads payloads, Supplier<Uni<R>> change) {
        return leased(name, texts.bytes(payloads.fields(), PostgresDialect.INSTANCE), id, payloads, change);
    }

    /** Runs the change of a session together with all its stages when there is memory for them. */
    <R> Uni<R> leasedWithStages(QueryName name, String sessionId, Supplier<Uni<R>> change) {
        String texts = ChangingTexts.OF_SESSIONS.bytes(Set.of(), PostgresDialect.INSTANCE);
        return leased(name, "select bytes + (select count(*) from stage_executions where session_id = "
                + PostgresSql.placeholder(1) + ") * " + STAGE + " as bytes from (" + texts + ") texts", RowKey.of(sessionId),
                SentPayloads.NONE, change);
    }

    private <R> Uni<R> leased(QueryName name, String bytes, RowKey id, SentPayloads payloads, Supplier<Uni<R>> change) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = CallersContext.executor();
            return database.query(name, bytes, PostgresDatabase.tuple(id.parameters()))
                    .map(rows -> PostgresRow.first(rows, row -> row.number("bytes")))
                    .flatMap(stored -> {
                        long needed = payloads.bytes() + Objects.requireNonNullElse(stored, 0L);
                        return needed <= SMALL ? change.get() : leased(needed, caller, change);
                    });
        });
    }

    private <R> Uni<R> leased(long bytes, Executor caller, Supplier<Uni<R>> change) {
        return budgets.rows().detached(COST * bytes, WAIT, caller, change);
    }
}
