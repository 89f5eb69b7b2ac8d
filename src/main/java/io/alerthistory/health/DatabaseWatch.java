package io.alerthistory.health;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.smallrye.mutiny.Uni;

/** Whether the database serves; asked at most once in three seconds. */
@ApplicationScoped
class DatabaseWatch implements WarningSource {

    private static final long MOST_COUNTED = 10_000;

    private final SchemaProbe schema;
    private final QueueProbe queue;
    private final SharedAnswer<DatabaseState> answer;
    private final AtomicReference<@Nullable DatabaseState> known = new AtomicReference<>();

    DatabaseWatch(SchemaProbe schema, QueueProbe queue, Clock clock) {
        this.schema = schema;
        this.queue = queue;
        answer = new SharedAnswer<>(this::look, now -> remember(DatabaseState.silent(now)), SharedAnswer.SHORT, clock);
    }

    /** Never fails: a database that does not answer is a state, too. */
    Uni<DatabaseState> state() {
        return answer.get();
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return state().map(DatabaseState::warnings);
    }

    private Uni<DatabaseState> look(long nowUs) {
        return schema.version().flatMap(version -> queue.depth(MOST_COUNTED)
                .map(depth -> remember(new DatabaseState(true, version, depth, nowUs))));
    }

    private DatabaseState remember(DatabaseState found) {
        DatabaseState dated = found.after(known.get());
        known.set(dated);
        return dated;
    }
}
