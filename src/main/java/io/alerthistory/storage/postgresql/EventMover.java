package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.observe.QueryName;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Gives events the numbers that readers see. A transaction that takes a number commits at any time later, so a reader that
 * asks for what comes after the last number would lose events. Here a number is taken for what is committed already, by one
 * replica at a time: it ends under an advisory lock before the next one begins.
 */
@Singleton
class EventMover {

    /** The events of one statement at most. */
    static final int MAX = 1000;

    /** Between two runs: what is written meanwhile is moved together. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * Of waiting events with the same session, type and subject the last one is told. What belongs to a session that is gone is
     * not. The listeners of all replicas are told once, after the commit.
     */
    static final String MOVE = """
            with turn as materialized (select pg_try_advisory_xact_lock($1::bigint) as mine),
            due as materialized (
                select seq
                from event_outbox
                where seq > $2::bigint and (select mine from turn)
                order by seq
                limit $3::bigint),
            taken as (
                delete from event_outbox o
                using due
                where o.seq = due.seq
                returning o.*),
            told as (
                insert into events (session_id, fingerprint, type, payload, created_at_us)
                select t.session_id, t.fingerprint, t.type, t.payload, t.created_at_us
                from (
                    select *, lead(seq) over (partition by session_id, type, subject order by seq) as later
                    from taken) t
                where (t.subject is null or t.later is null)
                    and (t.session_id is null
                        or exists (select from alert_sessions s where s.session_id = t.session_id))
                order by t.seq
                returning id)
            select (select mine from turn) as mine,
                (select count(*) from taken) as taken,
                (select coalesce(max(seq), 0) from taken) as seq,
                (select count(*) from told) as told,
                (select pg_notify(%s, 'e' || max(id)) from told having count(*) > 0) as notified"""
            .formatted(PostgresEventFeed.CHANNEL);

    private final PostgresDatabase database;
    private final Vertx vertx;
    private final Watermark watermark = new Watermark();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();

    EventMover(PostgresDatabase database, Vertx vertx) {
        this.database = database;
        this.vertx = vertx;
    }

    /** What one statement did. */
    private record Move(boolean mine, long taken, long seq, long told) {
    }

    private enum State {
        IDLE,
        /** A run is planned, and will see what is committed now. */
        PLANNED,
        RUNNING,
        /** Something was committed since the run began. */
        RUNNING_AGAIN
    }

    /** Sets who is told, on an event loop, that events have been moved by this replica. */
    void listen(Runnable told) {
        listener.set(told);
    }

    /** Moves what is committed, soon. Called by any thread. */
    void signal() {
        State before = state.getAndUpdate(now -> switch (now) {
            case IDLE, PLANNED -> State.PLANNED;
            case RUNNING, RUNNING_AGAIN -> State.RUNNING_AGAIN;
        });
        if (before == State.IDLE) {
            CallersContext.ownContext(vertx).execute(this::plan);
        }
    }

    private void plan() {
        vertx.setTimer(PAUSE.toMillis(), due -> CallersContext.ownContext(vertx).execute(() -> {
            state.set(State.RUNNING);
            move().subscribe().with(this::ended, failure -> ended(null)); // the next tick tries again
        }));
    }

    private void ended(@Nullable Move move) {
        Runnable told = listener.get();
        if (told != null && move != null && move.told() > 0) {
            told.run();
        }
        boolean more = move != null && (!move.mine() || move.taken() == MAX);
        State next = state.updateAndGet(now -> more || now == State.RUNNING_AGAIN ? State.PLANNED : State.IDLE);
        if (next == State.PLANNED) {
            plan();
        }
    }

    /** Moves one page. */
    private Uni<@Nullable Move> move() {
        return database.executeInBackground(QueryName.EVENTS, MOVE,
                Tuple.of(AdvisoryLock.EVENTS.number(), watermark.from(System.nanoTime()), (long) MAX))
                .map(rows -> PostgresRow.first(rows, row -> new Move(row.flag("mine"), row.number("taken"), row.number("seq"),
                        row.number("told"))))
                .invoke(move -> {
                    if (move != null) {
                        watermark.moved(move.seq());
                    }
                });
    }

    /**
     * Where to begin. While something holds an old snapshot, such as a backup, rows that were deleted stay in the index, and
     * each run would step over all of them. What was moved half a minute ago lies before every row that comes, but for
     * transactions that last longer: these are found every ten seconds, from the beginning. Used by one run at a time.
     */
    static final class Watermark {

        private static final long STEP_NANOS = Duration.ofSeconds(30).toNanos();
        private static final long WHOLE_NANOS = Duration.ofSeconds(10).toNanos();

        private final AtomicReference<Lows> lows = new AtomicReference<>(new Lows(0, 0, null, null));
        private final AtomicLong highest = new AtomicLong();

        /**
         * @param from after which to look
         * @param previous the highest number that was moved when {@code from} was set
         * @param steppedAt when that was, nanoseconds
         * @param wholeAt when everything was looked at
         */
        private record Lows(long from, long previous, @Nullable Long steppedAt, @Nullable Long wholeAt) {

            Lows step(long nanos, long highest) {
                return isDue(steppedAt, nanos, STEP_NANOS) ? new Lows(previous, highest, nanos, wholeAt) : this;
            }

            boolean isWholeDue(long nanos) {
                return isDue(wholeAt, nanos, WHOLE_NANOS);
            }

            private static boolean isDue(@Nullable Long last, long nanos, long interval) {
                return last == null || nanos - last >= interval;
            }
        }

        /** The number after which to look. */
        long from(long nanos) {
            Lows stepped = lows.updateAndGet(now -> now.step(nanos, highest.get()));
            if (stepped.isWholeDue(nanos)) {
                lows.set(new Lows(stepped.from(), stepped.previous(), stepped.steppedAt(), nanos));
                return 0;
            }
            return stepped.from();
        }

        void moved(long seq) {
            highest.accumulateAndGet(seq, Math::max);
        }
    }
}
