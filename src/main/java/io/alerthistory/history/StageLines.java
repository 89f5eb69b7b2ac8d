package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;
import io.alerthistory.session.StageExecution;
import io.smallrye.mutiny.Uni;

/**
 * Stages with their executions and interactions as the lines of a bulk upload; a stage comes before what refers to it.
 * Responses of the chat are left out, because an upload has no chats.
 */
final class StageLines implements JsonPart.Source {

    private final HistoryStore store;
    private final ObjectMapper json;
    private final Deque<OutlinedStage> page = new ArrayDeque<>();

    /** The next page; null at the end. */
    private final AtomicReference<@Nullable StageQuery> next;

    StageLines(HistoryStore store, StageQuery query, ObjectMapper json) {
        this.store = store;
        this.json = json;
        next = new AtomicReference<>(query);
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        OutlinedStage stage = page.poll();
        if (stage != null) {
            return Uni.createFrom().item(lines(stage));
        }
        StageQuery query = next.get();
        return query == null ? Uni.createFrom().nullItem() : store.stages(query).flatMap(stages -> {
            page.addAll(stages);
            next.set(stages.isEmpty() ? null : query.after(stages.get(stages.size() - 1).stage().stage()));
            return next();
        });
    }

    private JsonPart lines(OutlinedStage outlined) {
        StageExecution stage = outlined.stage().stage();
        if (stage.isChat()) {
            return new JsonPart.Bytes(List.of());
        }
        List<JsonPart> parts = new ArrayList<>(JsonParts.of(ExportedStage.of(outlined.stage()), json));
        parts.add(EventLines.END_OF_LINE);
        long lastSeq = lastSeq();
        if (outlined.executions() > 0) {
            parts.add(new JsonPart.Later(
                    new StageLines(store, StageQuery.executions(stage.sessionId, stage.executionId, lastSeq), json)));
        }
        Stream.of(outlined.llm(), outlined.mcp()).filter(figures -> figures.count() > 0)
                .forEach(figures -> parts.add(new JsonPart.Later(new EventLines(store, stage.sessionId, stage.executionId,
                        figures.kind(), lastSeq, json))));
        return new JsonPart.Later(JsonPart.Source.of(parts));
    }

    private long lastSeq() {
        return Objects.requireNonNull(next.get()).lastSeq();
    }
}
