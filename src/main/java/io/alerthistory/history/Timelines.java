package io.alerthistory.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;

/** The interactions of a session by their stage. */
final class Timelines {

    private static final String NO_STAGE = "";

    private final Map<String, Timeline> byStage;

    private Timelines(Map<String, Timeline> byStage) {
        this.byStage = byStage;
    }

    /** Of a session whose interactions were read: each is written once, though its stage shows it twice. */
    static Timelines whole(StoredSession session, ObjectMapper json) {
        EventWriter writer = new EventWriter(json);
        Map<String, List<Interaction>> llm = byStage(session.llmInteractions());
        Map<String, List<Interaction>> mcp = byStage(session.mcpInteractions());
        Map<String, Timeline> timelines = new HashMap<>();
        Stream.concat(llm.keySet().stream(), mcp.keySet().stream()).distinct().forEach(stage -> timelines.put(stage,
                timeline(llm.getOrDefault(stage, List.of()), mcp.getOrDefault(stage, List.of()), writer)));
        return new Timelines(timelines);
    }

    /** @param stageExecutionId null for those that belong to no stage */
    Timeline of(@Nullable String stageExecutionId) {
        return byStage.getOrDefault(stage(stageExecutionId), Timeline.EMPTY);
    }

    private static Timeline timeline(List<Interaction> llm, List<Interaction> mcp, EventWriter writer) {
        List<WrittenEvent> llmEvents = llm.stream().map(writer::written).toList();
        List<WrittenEvent> mcpEvents = mcp.stream().map(writer::written).toList();
        return new Timeline(TimelineFigures.of(InteractionKind.LLM, llm),
                TimelineFigures.of(InteractionKind.MCP, mcp), TimelineEvents.of(llmEvents), TimelineEvents.of(mcpEvents),
                TimelineEvents.merged(llmEvents, mcpEvents));
    }

    private static Map<String, List<Interaction>> byStage(List<? extends Interaction> interactions) {
        return interactions.stream().collect(Collectors.groupingBy(interaction -> stage(interaction.stageExecutionId())));
    }

    private static String stage(@Nullable String stageExecutionId) {
        return Objects.requireNonNullElse(stageExecutionId, NO_STAGE);
    }
}
