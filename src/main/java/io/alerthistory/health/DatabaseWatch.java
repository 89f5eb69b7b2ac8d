package io.alerthistory.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.alerthistory.session.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Asks the database how it is, once for all who want to know: not again within three seconds, and as long as it owes an answer
 * not within ten.
 */
@ApplicationScoped
class DatabaseWatch implements WarningSource {

    private static final Duration IN_TIME = Duration.ofSeconds(2);
    private static final long FRESH_US = 3_000_000;

    /** A connection that hangs for ever must not keep the database silent after it came back. */
    private static final long PATIENCE_US = 10_000_000;

    private static final long MOST_COUNTED = 10_000;

    /**
     * A question and its answer.
     *
     * @param open whether the database still owes it, also when those who asked have been told that it does not answer
     */
    private record Question(Uni<DatabaseState> answer, long askedAtUs, AtomicBoolean open) {

        /** The distance counts, not the sign: a clock that was set back must not keep an old answer alive. */
        boolean isGoodAt(long nowUs) {
            return Math.abs(nowUs - askedAtUs) < (open.get() ? PATIENCE_US : FRESH_US);
        }
    }

    private final SchemaProbe schema;
    private final QueueProbe queue;
    private final Clock clock;
    private final AtomicReference<@Nullable Question> last = new AtomicReference<>();
    private final AtomicReference<@Nullable DatabaseState> known = new AtomicReference<>();

    DatabaseWatch(SchemaProbe schema, QueueProbe queue, Clock clock) {
        this.schema = schema;
        this.queue = queue;
        this.clock = clock;
    }

    /** Never fails: a database that does not answer is a state, too. */
    Uni<DatabaseState> state() {
        long now = Micros.now(clock);
        return last.updateAndGet(before -> before != null && before.isGoodAt(now) ? before : question(now)).answer();
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return state().map(DatabaseState::warnings);
    }

    /** Nothing is sent before someone waits for the answer, so it does no harm to make a question that is not used. */
    private Question question(long nowUs) {
        AtomicBoolean open = new AtomicBoolean();
        Uni<DatabaseState> answer = ask(nowUs, open).ifNoItem().after(IN_TIME).fail()
                .onFailure().recoverWithItem(() -> DatabaseState.silent(nowUs))
                .map(this::remember).memoize().indefinitely();
        return new Question(answer, nowUs, open);
    }

    /** By an emitter, so that whoever stops waiting does not cancel the question. */
    private Uni<DatabaseState> ask(long nowUs, AtomicBoolean open) {
        Uni<DatabaseState> asked = Uni.createFrom().deferred(() -> look(nowUs)).onTermination().invoke(() -> open.set(false));
        return Uni.createFrom().emitter(emitter -> {
            open.set(true);
            asked.subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private Uni<DatabaseState> look(long nowUs) {
        return schema.version().flatMap(
                version -> queue.depth(MOST_COUNTED).map(depth -> new DatabaseState(true, version, depth, nowUs)));
    }

    private DatabaseState remember(DatabaseState found) {
        DatabaseState dated = found.after(known.get());
        known.set(dated);
        return dated;
    }
}
