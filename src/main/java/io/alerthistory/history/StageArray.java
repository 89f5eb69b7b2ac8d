package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonPart;
import io.smallrye.mutiny.Uni;

/** A JSON array of stages, read page by page while it is written: nothing bounds how many a session has. */
final class StageArray extends LaterArray {

    private final HistoryStore store;
    private final Function<OutlinedStage, List<JsonPart>> writer;
    private final AtomicReference<StageQuery> next;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Deque<OutlinedStage> page = new ArrayDeque<>();

    /** @param first the first page if it was read already, else nothing */
    StageArray(HistoryStore store, StageQuery query, List<OutlinedStage> first,
            Function<OutlinedStage, List<JsonPart>> writer) {
        this.store = store;
        this.writer = writer;
        next = new AtomicReference<>(query);
        add(first);
    }

    @Override
    Uni<@Nullable List<JsonPart>> element() {
        if (!page.isEmpty() || ended.get()) {
            return Uni.createFrom().item(stage());
        }
        return store.stages(query()).map(stages -> {
            add(stages);
            ended.set(stages.isEmpty());
            return stage();
        });
    }

    private @Nullable List<JsonPart> stage() {
        OutlinedStage stage = page.poll();
        return stage == null ? null : writer.apply(stage);
    }

    private void add(List<OutlinedStage> stages) {
        if (!stages.isEmpty()) {
            page.addAll(stages);
            next.set(query().after(stages.get(stages.size() - 1).stage().stage()));
        }
    }

    private StageQuery query() {
        return Objects.requireNonNull(next.get());
    }
}
