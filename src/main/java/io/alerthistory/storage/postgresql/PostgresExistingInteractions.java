package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import jakarta.inject.Singleton;

import io.alerthistory.budget.Budgets;
import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.alerthistory.storage.mapping.ExistingInteractionQueries;
import io.alerthistory.storage.mapping.InteractionTables;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Reads stored interactions that repeats are held against. They never change, so they are read before a session is locked, and
 * group by group: neither a lock nor a connection is held while digests are made.
 */
@Singleton
class PostgresExistingInteractions {

    /** Bytes in memory per byte of a row that is read: what the driver received, the string, and its bytes. */
    private static final long COST = 3;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private static final Map<InteractionKind, String> SIZES = new EnumMap<>(InteractionKind.class);

    static {
        for (InteractionKind kind : InteractionKind.values()) {
            SIZES.put(kind, ExistingInteractionQueries.sizes(kind, " = any($1::text[])"));
        }
    }

    private final PostgresDatabase database;
    private final Budgets budgets;

    PostgresExistingInteractions(PostgresDatabase database, Budgets budgets) {
        this.database = database;
        this.budgets = budgets;
    }

    /** Finds those of a kind that are stored; fails with overloaded when there is no memory for one of them. */
    Uni<List<ExistingInteraction>> find(QueryName name, InteractionKind kind, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.query(name, Objects.requireNonNull(SIZES.get(kind)), Tuple.of(ids.toArray(String[]::new)))
                .map(rows -> ExistingInteractionQueries.groups(PostgresRow.list(rows, ExistingInteractionQueries::size)))
                .flatMap(groups -> Multi.createFrom().iterable(groups)
                        .onItem().transformToUniAndConcatenate(group -> read(name, kind, group))
                        .onItem().<ExistingInteraction> disjoint().collect().asList());
    }

    private Uni<List<ExistingInteraction>> read(QueryName name, InteractionKind kind, ExistingInteractionQueries.Group group) {
        Executor caller = CallersContext.executor();
        return budgets.rows().acquire(COST * group.bytes(), WAIT).onItem().transformToUni(lease -> database
                .query(name, PostgresSql.selectAllInSessions(InteractionTables.of(kind)),
                        Tuple.of(group.ids().toArray(String[]::new), group.sessionIds().toArray(String[]::new)))
                .emitOn(Infrastructure.getDefaultWorkerPool()) // not on the event loop
                .map(rows -> PostgresRow.list(rows, row -> ExistingInteractionQueries.known(kind, row)))
                .onTermination().invoke(lease::close)).emitOn(caller);
    }
}
