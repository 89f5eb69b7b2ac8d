package io.alerthistory.live;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.redaction.Redaction;

/**
 * The body of a POST of what happens now. Each type has fields of its own, see {@link LiveTextFields}.
 *
 * @param phase what the investigation is doing, such as investigating
 * @param chunk the whole text so far
 * @param isComplete whether the text is complete
 * @param llmInteractionId under which the call will be recorded
 * @param mcpEventId the tool call whose result is summarized
 * @param communicationId under which the tool call will be recorded
 * @param stageId the execution_id of the stage
 * @param stageExecutionId the stage, or the child of a parallel stage
 */
public record LiveText(
        @NotNull LiveTextType type,
        @Nullable @Size(min = 1, max = NAME) String phase,
        @Nullable @ObjectJson JsonText metadata,
        @Nullable @Size(max = MAX_CHUNK) String chunk,
        @Nullable StreamType streamType,
        @Nullable Boolean isComplete,
        @Nullable @Size(min = 1, max = NAME) String llmInteractionId,
        @Nullable @Size(min = 1, max = NAME) String mcpEventId,
        @Nullable @Size(min = 1, max = NAME) String communicationId,
        @Nullable @Size(min = 1, max = NAME) String stageId,
        @Nullable @Size(min = 1, max = NAME) String serverName,
        @Nullable @Size(min = 1, max = NAME) String toolName,
        @Nullable @ObjectJson JsonText toolArguments,
        @Nullable @Size(min = 1, max = NAME) String stageExecutionId,
        @Nullable @Size(min = 1, max = NAME) String parentStageExecutionId,
        @Nullable @PositiveOrZero Integer parallelIndex,
        @Nullable @Size(min = 1, max = NAME) String agentName) {

    /** The maximum number of characters of a chunk. */
    public static final int MAX_CHUNK = 100_000;

    private static final int NAME = 255;

    /** Replaces what matches a pattern of the operator's. */
    LiveText redacted(Redaction redaction) {
        return !redaction.isActive() ? this
                : new LiveText(type, redaction.textOrNull(phase), redaction.jsonOrNull(metadata), redaction.textOrNull(chunk),
                        streamType, isComplete, llmInteractionId, mcpEventId, communicationId, stageId, serverName, toolName,
                        redaction.jsonOrNull(toolArguments), stageExecutionId, parentStageExecutionId, parallelIndex,
                        redaction.textOrNull(agentName));
    }

    /** The stream that a chunk belongs to; the newest chunk of a stream stands for all before it. */
    String stream() {
        boolean isSummary = streamType == StreamType.SUMMARIZATION;
        return streamType + " " + (isSummary ? mcpEventId : llmInteractionId);
    }
}
