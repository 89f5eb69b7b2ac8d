package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.smallrye.mutiny.Uni;

/** The interactions of one stage and kind, read page by page as they are asked for. */
final class TimelinePages {

    private final HistoryStore store;
    private final Function<StoredInteraction, EventParts> writer;
    private final AtomicReference<TimelineQuery> next;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Deque<EventParts> page = new ArrayDeque<>();

    TimelinePages(HistoryStore store, Function<StoredInteraction, EventParts> writer, String sessionId,
            @Nullable String stageExecutionId, InteractionKind kind, long lastSeq) {
        this.store = store;
        this.writer = writer;
        next = new AtomicReference<>(new TimelineQuery(sessionId, stageExecutionId, kind, lastSeq, -1, -1));
    }

    /** Reads the next page when the one before is used up. */
    Uni<Void> fill() {
        if (!page.isEmpty() || ended.get()) {
            return Uni.createFrom().voidItem();
        }
        TimelineQuery query = Objects.requireNonNull(next.get());
        return store.timeline(query).invoke(rows -> {
            if (rows.isEmpty()) {
                ended.set(true);
                return;
            }
            rows.forEach(row -> page.add(writer.apply(row)));
            Interaction last = rows.get(rows.size() - 1).interaction();
            next.set(new TimelineQuery(query.sessionId(), query.stageExecutionId(), query.kind(), query.lastSeq(),
                    last.timestampUs(), last.seq()));
        }).replaceWithVoid();
    }

    /** The next event of a page that was filled; null at the end. */
    @Nullable
    EventParts peek() {
        return page.peek();
    }

    void remove() {
        page.remove();
    }
}
