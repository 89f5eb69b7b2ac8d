package io.alerthistory.interaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.session.Ids;
import io.alerthistory.session.Micros;

/**
 * A call to a language model as a client reports it.
 *
 * @param timestampUs the end of the call, microseconds since the epoch, default now
 * @param durationMs milliseconds, default 0
 * @param success default true
 * @param totalTokens the sum of the parts when both are given
 * @param interactionType default investigation
 */
public record RecordLlmInteraction(
        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String interactionId,
        @Nullable String stageExecutionId,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long timestampUs,
        @Nullable @PositiveOrZero @Max(Micros.GREATEST) Long durationMs,
        @Nullable Boolean success,
        @Nullable String errorMessage,
        @NotBlank String modelName,
        @Nullable String provider,
        @Nullable Double temperature,
        @Nullable @ObjectJson JsonText conversation,
        @Nullable @PositiveOrZero @Max(MOST_TOKENS) Long inputTokens,
        @Nullable @PositiveOrZero @Max(MOST_TOKENS) Long outputTokens,
        @Nullable @PositiveOrZero @Max(MOST_TOKENS) Long totalTokens,
        @Nullable @ObjectJson JsonText responseMetadata,
        @Nullable @ObjectJson JsonText nativeToolsConfig,
        @Nullable LlmInteractionType interactionType,
        @Nullable String mcpEventId,
        @Nullable String thinkingContent) implements RecordInteraction<LlmInteraction> {

    /** So that no sum over a session can overflow. */
    static final long MOST_TOKENS = 1_000_000_000_000L;

    @Override
    public LlmInteraction toInteraction(String sessionId, long nowUs) {
        Long total = inputTokens == null || outputTokens == null ? totalTokens : Long.valueOf(inputTokens + outputTokens);
        return new LlmInteraction(interactionId, sessionId, stageExecutionId, timestampUs == null ? nowUs : timestampUs,
                durationMs == null ? 0 : durationMs, success == null || success, errorMessage, modelName, provider, temperature,
                conversation, inputTokens, outputTokens, total, responseMetadata, nativeToolsConfig,
                interactionType == null ? LlmInteractionType.INVESTIGATION : interactionType, mcpEventId, thinkingContent,
                false,
                0);
    }
}
