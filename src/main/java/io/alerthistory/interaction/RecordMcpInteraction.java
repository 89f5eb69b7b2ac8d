package io.alerthistory.interaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.alerthistory.error.ProblemException;
import io.alerthistory.id.Ids;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Strings;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;

/**
 * A call to a tool server as a client records it.
 *
 * @param timestampUs the end of the call, microseconds since the epoch, default now
 * @param durationMs milliseconds, default 0
 * @param success default true
 * @param toolName required for a tool_call
 */
public record RecordMcpInteraction(
        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String communicationId,
        @Nullable @Size(max = 1_000) String requestId,
        @Nullable @JsonDeserialize(using = Strings.AnyLength.class) String stepDescription,
        @Nullable String stageExecutionId,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long timestampUs,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long durationMs,
        @Nullable Boolean success,
        @Nullable @JsonDeserialize(using = Strings.AnyLength.class) String errorMessage,
        @NotBlank @Size(max = 255) String serverName,
        @NotNull McpCommunicationType communicationType,
        @Nullable @Size(max = 255) String toolName,
        @Nullable @JsonDeserialize(using = JsonText.AnyLength.class) JsonText toolArguments,
        @Nullable @JsonDeserialize(using = JsonText.AnyLength.class) JsonText toolResult,
        @Nullable @JsonDeserialize(using = JsonText.AnyLength.class) JsonText availableTools)
        implements
            RecordInteraction<McpInteraction> {

    /**
     * Checks the rules that involve several fields.
     *
     * @throws ProblemException 422 when one is broken
     */
    public RecordMcpInteraction {
        if (communicationType == McpCommunicationType.TOOL_CALL && (toolName == null || toolName.isBlank())) {
            throw ProblemException.invalidField("/tool_name", "is required for a tool_call");
        }
    }

    @Override
    public RecordMcpInteraction redacted(Redaction redaction) {
        return !redaction.isActive() ? this
                : new RecordMcpInteraction(communicationId, requestId, redaction.textOrNull(stepDescription), stageExecutionId,
                        timestampUs, durationMs, success, redaction.textOrNull(errorMessage), serverName, communicationType,
                        toolName, redaction.jsonOrNull(toolArguments), redaction.jsonOrNull(toolResult),
                        redaction.jsonOrNull(availableTools));
    }

    @Override
    public McpInteraction toInteraction(String sessionId, long nowUs, PayloadLimits limits) {
        String error = limits.text("error_message", errorMessage);
        String step = limits.text("step_description", stepDescription);
        JsonText arguments = limits.json("tool_arguments", toolArguments);
        JsonText result = limits.result("tool_result", toolResult);
        JsonText available = limits.json("available_tools", availableTools);
        Call call = new Call(communicationId, sessionId, stageExecutionId, timestampUs == null ? nowUs : timestampUs,
                durationMs == null ? 0 : durationMs, success == null || success, error, limits.truncated(), 0);
        return new McpInteraction(call, requestId, step, serverName, communicationType, toolName, arguments, result, available);
    }
}
