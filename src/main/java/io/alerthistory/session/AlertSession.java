package io.alerthistory.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/**
 * One alert and its investigation. The fields are the columns of alert_sessions and, but for the last three, the fields of the
 * API.
 * On PostgreSQL this is a managed entity, on SQLite a plain holder of fields.
 * <p>
 * JSON columns are cast on the way in and out: the driver would store a string as a JSON string.
 */
@Entity
@DynamicUpdate
@Table(name = "alert_sessions")
public class AlertSession extends PanacheEntityBase {

    private static final String TO_JSON = "cast(cast(? as text) as jsonb)";

    @Id
    public String sessionId;
    public @Nullable String alertId;
    public String agentType;
    public @Nullable String alertType;
    public SessionStatus status;
    public @Nullable String author;
    public @Nullable String runbookUrl;
    public long startedAtUs;
    public @Nullable Long completedAtUs;
    public @Nullable String errorMessage;
    @ColumnTransformer(read = "cast(alert_data as text)", write = TO_JSON)
    public JsonText alertData;
    public @Nullable String finalAnalysis;
    public @Nullable String finalAnalysisSummary;
    public @Nullable String executiveSummaryError;
    @ColumnTransformer(read = "cast(session_metadata as text)", write = TO_JSON)
    public @Nullable JsonText sessionMetadata;
    @ColumnTransformer(read = "cast(pause_metadata as text)", write = TO_JSON)
    public @Nullable JsonText pauseMetadata;
    public String chainId;
    @ColumnTransformer(read = "cast(chain_definition as text)", write = TO_JSON)
    public @Nullable JsonText chainDefinition;
    public @Nullable Integer currentStageIndex;
    public @Nullable String currentStageId;
    @ColumnTransformer(read = "cast(mcp_selection as text)", write = TO_JSON)
    public @Nullable JsonText mcpSelection;
    public @Nullable String slackMessageFingerprint;
    public @Nullable String podId;
    public @Nullable Long lastInteractionAt;
    /** When a worker took it from the queue; null when none did. */
    public @Nullable Long claimedAtUs;
    /** Whether a claim or a heartbeat promised further signs of life: only such a session can become an orphan. */
    public boolean supervised;
    public @Nullable Long cancelRequestedAtUs;

    // The counters, kept by every write in its own transaction.
    public int llmInteractionCount;
    public int mcpCommunicationCount;
    public @Nullable Long sessionInputTokens;
    public @Nullable Long sessionOutputTokens;
    public @Nullable Long sessionTotalTokens;
    public int totalStages;
    public int completedStages;
    public int failedStages;
    public boolean hasParallelStages;
    /** How many stages each agent worked on: single ones and parallel children, no chat answers. */
    @ColumnTransformer(read = "cast(stages_by_agent as text)", write = TO_JSON)
    public JsonText stagesByAgent = JsonText.EMPTY_OBJECT;
    public int chatMessageCount;
    /** The greatest {@code seq} given to an interaction. */
    public long lastSeq;

    /** What was sent to create the session; see {@link io.alerthistory.json.ContentDigest}. */
    public String contentDigest;
    public String searchDocument;
    @Version
    public long version;

    public boolean isTerminal() {
        return status.isTerminal();
    }

    /** Milliseconds from start to end, floor; null while the session runs. */
    public @Nullable Long durationMs() {
        return completedAtUs == null ? null : (completedAtUs - startedAtUs) / 1000;
    }
}
