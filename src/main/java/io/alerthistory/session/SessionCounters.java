package io.alerthistory.session;

import static io.alerthistory.session.EntityField.Use.CHANGING;
import static io.alerthistory.session.EntityField.Use.LIST;
import static io.alerthistory.session.EntityField.Use.SHOWN;

import java.util.List;

import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/** What every new stage and interaction moves on its session, in the transaction that stores it. */
@Embeddable
public class SessionCounters {

    private static final FieldFactory<SessionCounters, Void, Void> FIELD = new FieldFactory<>();

    /** The columns. A session and its head have them as a part. */
    public static final List<EntityField<SessionCounters, Void, Void, ?>> FIELDS = List.of(
            FIELD.optionalNumber("last_interaction_at", c -> c.lastInteractionAt, (c, v) -> c.lastInteractionAt = v, CHANGING,
                    SHOWN),
            FIELD.integer("llm_interaction_count", c -> c.llmInteractionCount, (c, v) -> c.llmInteractionCount = v, CHANGING,
                    SHOWN, LIST),
            FIELD.integer("mcp_communication_count", c -> c.mcpCommunicationCount, (c, v) -> c.mcpCommunicationCount = v,
                    CHANGING, SHOWN, LIST),
            FIELD.optionalNumber("session_input_tokens", c -> c.sessionInputTokens, (c, v) -> c.sessionInputTokens = v,
                    CHANGING, SHOWN, LIST),
            FIELD.optionalNumber("session_output_tokens", c -> c.sessionOutputTokens, (c, v) -> c.sessionOutputTokens = v,
                    CHANGING, SHOWN, LIST),
            FIELD.optionalNumber("session_total_tokens", c -> c.sessionTotalTokens, (c, v) -> c.sessionTotalTokens = v,
                    CHANGING, SHOWN, LIST),
            FIELD.integer("total_stages", c -> c.totalStages, (c, v) -> c.totalStages = v, CHANGING, SHOWN, LIST),
            FIELD.integer("completed_stages", c -> c.completedStages, (c, v) -> c.completedStages = v, CHANGING, SHOWN, LIST),
            FIELD.integer("failed_stages", c -> c.failedStages, (c, v) -> c.failedStages = v, CHANGING, SHOWN, LIST),
            FIELD.flag("has_parallel_stages", c -> c.hasParallelStages, (c, v) -> c.hasParallelStages = v, CHANGING, SHOWN,
                    LIST),
            FIELD.json("stages_by_agent", c -> c.stagesByAgent, (c, v) -> c.stagesByAgent = v, CHANGING, SHOWN),
            FIELD.number("last_seq", c -> c.lastSeq, (c, v) -> c.lastSeq = v, CHANGING, SHOWN));

    /** The last sign of life; null before the first one. */
    public @Nullable Long lastInteractionAt;
    public int llmInteractionCount;
    public int mcpCommunicationCount;
    public @Nullable Long sessionInputTokens;
    public @Nullable Long sessionOutputTokens;
    public @Nullable Long sessionTotalTokens;
    public int totalStages;
    public int completedStages;
    public int failedStages;
    public boolean hasParallelStages;
    /** How many stages each agent worked on: single ones and parallel children, no chat responses. */
    public JsonText stagesByAgent = JsonText.EMPTY_OBJECT;
    /** The highest {@code seq} given to an interaction. */
    public long lastSeq;
}
