package io.alerthistory.interaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.alerthistory.id.Ids;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.json.Strings;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;

/**
 * A call to a language model as a client records it.
 *
 * @param timestampUs the end of the call, microseconds since the epoch, default now
 * @param durationMs milliseconds, default 0
 * @param success default true
 * @param totalTokens ignored when both input and output tokens are given: it is their sum then
 * @param interactionType default investigation
 */
public record RecordLlmInteraction(
        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String interactionId,
        @Nullable String stageExecutionId,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long timestampUs,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long durationMs,
        @Nullable Boolean success,
        @Nullable @JsonDeserialize(using = Strings.AnyLength.class) String errorMessage,
        @NotBlank @Size(max = 255) String modelName,
        @Nullable @Size(max = 255) String provider,
        @Nullable Double temperature,
        @Nullable @ObjectJson @JsonDeserialize(using = JsonText.AnyLength.class) JsonText conversation,
        @Nullable @PositiveOrZero @Max(MAX_TOKENS) Long inputTokens,
        @Nullable @PositiveOrZero @Max(MAX_TOKENS) Long outputTokens,
        @Nullable @PositiveOrZero @Max(MAX_TOKENS) Long totalTokens,
        @Nullable @ObjectJson @JsonDeserialize(using = JsonText.AnyLength.class) JsonText responseMetadata,
        @Nullable @ObjectJson @JsonDeserialize(using = JsonText.AnyLength.class) JsonText nativeToolsConfig,
        @Nullable LlmInteractionType interactionType,
        @Nullable @Size(max = 1_000) String mcpEventId,
        @Nullable @JsonDeserialize(using = Strings.AnyLength.class) String thinkingContent)
        implements
            RecordInteraction<LlmInteraction> {

    /** Low enough that no sum over a session overflows. */
    static final long MAX_TOKENS = 1_000_000_000_000L;

    @Override
    public RecordLlmInteraction redacted(Redaction redaction) {
        return !redaction.isActive() ? this
                : new RecordLlmInteraction(interactionId, stageExecutionId, timestampUs, durationMs, success,
                        redaction.textOrNull(errorMessage), modelName, provider, temperature,
                        redaction.jsonOrNull(conversation), inputTokens, outputTokens, totalTokens,
                        redaction.jsonOrNull(responseMetadata), redaction.jsonOrNull(nativeToolsConfig), interactionType,
                        mcpEventId, redaction.textOrNull(thinkingContent));
    }

    @Override
    public LlmInteraction toInteraction(String sessionId, long nowUs, PayloadLimits limits) {
        Long total = inputTokens == null || outputTokens == null ? totalTokens : Long.valueOf(inputTokens + outputTokens);
        String error = limits.text("error_message", errorMessage);
        JsonText messages = limits.json("conversation", conversation);
        JsonText metadata = limits.json("response_metadata", responseMetadata);
        JsonText tools = limits.json("native_tools_config", nativeToolsConfig);
        String thinking = limits.text("thinking_content", thinkingContent);
        Call call = new Call(interactionId, sessionId, stageExecutionId, timestampUs == null ? nowUs : timestampUs,
                durationMs == null ? 0 : durationMs, success == null || success, error, limits.truncated(), 0);
        return new LlmInteraction(call, modelName, provider, temperature, messages,
                new Tokens(inputTokens, outputTokens, total), metadata, tools,
                interactionType == null ? LlmInteractionType.INVESTIGATION : interactionType, mcpEventId, thinking);
    }
}
