package io.alerthistory.interaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.Ids;
import io.alerthistory.session.Micros;

/**
 * A call to a tool server as a client reports it.
 *
 * @param timestampUs the end of the call, microseconds since the epoch, default now
 * @param durationMs milliseconds, default 0
 * @param success default true
 * @param toolName needed for a tool_call
 * @param toolResult at most 524,288 bytes of JSON
 */
public record RecordMcpInteraction(
        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String communicationId,
        @Nullable String requestId,
        @Nullable String stepDescription,
        @Nullable String stageExecutionId,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long timestampUs,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long durationMs,
        @Nullable Boolean success,
        @Nullable String errorMessage,
        @NotBlank @Size(max = 255) String serverName,
        @NotNull McpCommunicationType communicationType,
        @Nullable @Size(max = 255) String toolName,
        @Nullable JsonText toolArguments,
        @Nullable JsonText toolResult,
        @Nullable JsonText availableTools) implements RecordInteraction<McpInteraction> {

    private static final int LARGEST_RESULT = 524_288;

    /** @throws ProblemException for a rule between fields, or a result that is too large */
    public RecordMcpInteraction {
        List<FieldError> errors = new ArrayList<>();
        if (communicationType == McpCommunicationType.TOOL_CALL && (toolName == null || toolName.isBlank())) {
            errors.add(FieldError.field("/tool_name", "is required for a tool_call"));
        }
        if (toolResult != null && toolResult.text().length() > LARGEST_RESULT / 3 // no character takes more than 3 bytes
                && toolResult.text().getBytes(StandardCharsets.UTF_8).length > LARGEST_RESULT) {
            errors.add(FieldError.field("/tool_result", "must be at most " + LARGEST_RESULT + " bytes of JSON"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    @Override
    public McpInteraction toInteraction(String sessionId, long nowUs) {
        return new McpInteraction(communicationId, sessionId, stageExecutionId, requestId,
                timestampUs == null ? nowUs : timestampUs, durationMs == null ? 0 : durationMs, success == null || success,
                errorMessage, stepDescription, serverName, communicationType, toolName, toolArguments, toolResult,
                availableTools, false, 0);
    }
}
