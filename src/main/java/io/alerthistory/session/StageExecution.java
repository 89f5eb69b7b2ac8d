package io.alerthistory.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;

import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/**
 * One step of an investigation: a single execution, the parent of parallel ones, one of those, or the answer to a chat message.
 */
@Entity
@DynamicUpdate
@Table(name = "stage_executions")
public class StageExecution {

    @Id
    public String executionId;
    /** Stands in the condition of every update, as it does in the primary key. */
    @PartitionKey
    public String sessionId;
    public String stageId;
    public int stageIndex;
    public String stageName;
    public String agent;
    public @Nullable String iterationStrategy;
    public StageStatus status;
    public @Nullable Long startedAtUs;
    public @Nullable Long pausedAtUs;
    public @Nullable Long completedAtUs;
    /** Not of the entity, as the other text: a change reads and writes only those it is about. */
    @Transient
    public @Nullable JsonText stageOutput;
    @Transient
    public @Nullable String errorMessage;
    public @Nullable Integer currentIteration;
    public @Nullable String chatId;
    public @Nullable String chatUserMessageId;
    public @Nullable String parentStageExecutionId;
    public int parallelIndex;
    public ParallelType parallelType;
    public @Nullable Integer expectedParallelCount;
    public @Nullable SuccessPolicy successPolicy;
    public String contentDigest;
    @Version
    public long version;

    public boolean isChat() {
        return chatId != null;
    }

    /** Milliseconds from start to end, floor; null unless both are known. */
    public @Nullable Long durationMs() {
        return startedAtUs == null || completedAtUs == null ? null : (completedAtUs - startedAtUs) / 1000;
    }
}
