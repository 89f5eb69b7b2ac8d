package io.alerthistory.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.smallrye.mutiny.Uni;

/** Probes whether the history can be served, at most once in three seconds. */
@ApplicationScoped
class DatabaseWatch implements WarningSource {

    /** How long a caller waits before it gets the last known state. */
    private static final Duration MAX_WAIT = Duration.ofMillis(700);
    private static final Duration RECENT = Duration.ofSeconds(5);
    private static final long MAX_COUNT = 10_000;

    private final Supplier<Uni<DatabaseInspection.Found>> database;
    private final LongFunction<Uni<QueueDepth>> queue;
    private final Predicate<Duration> queryEnded;
    private final SharedResult<DatabaseState> result;
    private final AtomicReference<@Nullable DatabaseState> known = new AtomicReference<>();
    private final Consumer<DatabaseState> changes;

    @Inject
    DatabaseWatch(DatabaseInspection database, QueryMetrics queries, Clock clock, Event<HistoryEvent> events) {
        this(database::look, database::depth, queries::endedWithin, clock,
                state -> events.fire(new HistoryEvent.DatabaseChanged(state.serves(), state.summary())));
    }

    /** @param queryEnded whether a query has ended within such a time */
    DatabaseWatch(Supplier<Uni<DatabaseInspection.Found>> database, LongFunction<Uni<QueueDepth>> queue,
            Predicate<Duration> queryEnded, Clock clock) {
        this(database, queue, queryEnded, clock, changed -> {
        });
    }

    private DatabaseWatch(Supplier<Uni<DatabaseInspection.Found>> database, LongFunction<Uni<QueueDepth>> queue,
            Predicate<Duration> queryEnded, Clock clock, Consumer<DatabaseState> changes) {
        this.changes = changes;
        this.queryEnded = queryEnded;
        this.database = database;
        this.queue = queue;
        result = new SharedResult<>(this::probe, this::fallback, SharedResult.SHORT, clock);
    }

    /** Never fails: an unavailable database is a state, too. */
    Uni<DatabaseState> state() {
        Uni<DatabaseState> probed = result.get();
        return probed.ifNoItem().after(MAX_WAIT).recoverWithUni(() -> {
            DatabaseState busy = busy();
            return busy == null ? probed : Uni.createFrom().item(busy);
        });
    }

    /**
     * On PostgreSQL the question waits for a connection like the requests. When there are so many that it is late, but queries
     * end, the database is as it was: taking this instance away would send its requests to the others.
     */
    private @Nullable DatabaseState busy() {
        DatabaseState before = known.get();
        return before != null && before.serves() && queryEnded.test(RECENT) ? before : null;
    }

    private DatabaseState fallback(long nowUs, boolean isLate) {
        DatabaseState busy = isLate ? busy() : null;
        return busy == null ? remember(DatabaseState.silent(nowUs)) : busy;
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return state().map(DatabaseState::warnings);
    }

    private Uni<DatabaseState> probe(long nowUs) {
        return database.get().flatMap(found -> queue.apply(MAX_COUNT)
                .map(depth -> remember(
                        new DatabaseState(true, found.writable(), found.version(), found.level(), depth, nowUs))));
    }

    private DatabaseState remember(DatabaseState found) {
        DatabaseState before = known.get();
        DatabaseState dated = found.after(before);
        known.set(dated);
        boolean asExpected = before == null && dated.serves();
        if (!asExpected && !dated.isSameAs(before)) {
            changes.accept(dated);
        }
        return dated;
    }
}
