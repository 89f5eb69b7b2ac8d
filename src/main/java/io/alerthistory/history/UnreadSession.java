package io.alerthistory.history;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonParts;

/**
 * The stages and interactions of a session that are read while its response is written, page by page.
 *
 * @param lastSeq interactions that came later are left out
 */
record UnreadSession(String sessionId, long lastSeq, HistoryStore store, ObjectMapper json) {

    /** @param first the first page, which was read with the session */
    DetailedStages stages(List<OutlinedStage> first) {
        return stages(StageQuery.topLevel(sessionId, lastSeq), first);
    }

    /** The events that belong to no stage. */
    TimelineEvents sessionLevelEvents() {
        return events(null, List.of(InteractionKind.values()));
    }

    private DetailedStages stages(StageQuery query, List<OutlinedStage> first) {
        return DetailedStages.later(() -> new StageArray(store, query, first, stage -> JsonParts.of(detailed(stage), json)));
    }

    private DetailedStage detailed(OutlinedStage stage) {
        String id = stage.stage().stage().executionId;
        DetailedStages executions = stage.executions() == 0 ? null
                : stages(StageQuery.executions(sessionId, id, lastSeq), List.of());
        List<InteractionKind> kinds = Stream.of(stage.llm(), stage.mcp()).filter(figures -> figures.count() > 0)
                .map(TimelineFigures::kind).toList();
        return DetailedStage.of(stage.stage(),
                new Timeline(stage.llm(), stage.mcp(), events(id, only(InteractionKind.LLM, kinds)),
                        events(id, only(InteractionKind.MCP, kinds)), events(id, kinds)),
                executions, stage.executionTokens());
    }

    private static List<InteractionKind> only(InteractionKind kind, List<InteractionKind> kinds) {
        return kinds.contains(kind) ? List.of(kind) : List.of();
    }

    private TimelineEvents events(@Nullable String stageExecutionId, List<InteractionKind> kinds) {
        return kinds.isEmpty() ? TimelineEvents.of(List.of())
                : TimelineEvents.later(() -> new TimelineArray(kinds.stream()
                        .map(kind -> new TimelinePages(store, this::parts, sessionId, stageExecutionId, kind, lastSeq))
                        .toList()));
    }

    private EventParts parts(StoredInteraction stored) {
        Interaction interaction = stored.interaction();
        return new EventParts(interaction.timestampUs(), interaction.kind(), interaction.seq(),
                JsonParts.of(TimelineEvent.of(stored), json));
    }
}
