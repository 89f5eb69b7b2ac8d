package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/** The strings of a stage's output that are shown by themselves. */
public record StageOutput(@Nullable String iterationStrategy, @Nullable String llmProvider) {

    public static StageOutput of(@Nullable JsonText output) {
        return new StageOutput(string(output, "iteration_strategy"), string(output, "llm_provider"));
    }

    private static @Nullable String string(@Nullable JsonText output, String member) {
        JsonText value = output == null ? null : output.member(member);
        return value == null || !value.isString() ? null : value.tree().textValue();
    }
}
