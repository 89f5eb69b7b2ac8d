package io.alerthistory.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** The interactions of one stage and kind as the lines of a bulk upload, by time. */
final class EventLines implements JsonPart.Source {

    static final JsonPart END_OF_LINE = JsonPart.Bytes.of(Utf8.of("\n"));

    private final TimelinePages pages;
    private final ObjectMapper json;

    /**
     * @param stageExecutionId null for those that belong to no stage
     * @param lastSeq those that came later are left out
     */
    EventLines(HistoryStore store, String sessionId, @Nullable String stageExecutionId, InteractionKind kind, long lastSeq,
            ObjectMapper json) {
        this.json = json;
        pages = new TimelinePages(store, this::parts, sessionId, stageExecutionId, kind, lastSeq);
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        return pages.fill().map(filled -> {
            EventParts event = pages.peek();
            if (event == null) {
                return null;
            }
            pages.remove();
            List<JsonPart> line = new ArrayList<>(event.parts());
            line.add(END_OF_LINE);
            return new JsonPart.Later(JsonPart.Source.of(line));
        });
    }

    private EventParts parts(StoredInteraction stored) {
        Interaction interaction = stored.interaction();
        Map<String, StoredText> large = stored.large();
        Object line = interaction instanceof LlmInteraction llm ? ExportedLlm.of(llm, large)
                : ExportedMcp.of((McpInteraction) interaction, large);
        return new EventParts(interaction.timestampUs(), interaction.kind(), interaction.seq(), JsonParts.of(line, json));
    }
}
