package io.alerthistory.interaction;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Sums of the tokens of some interactions; a sum is null when no interaction reports the count. */
public record TokenSums(@Nullable Long input, @Nullable Long output, @Nullable Long total) {

    public static TokenSums of(List<? extends Interaction> interactions) {
        List<LlmInteraction> calls = interactions.stream().filter(LlmInteraction.class::isInstance)
                .map(LlmInteraction.class::cast).toList();
        return new TokenSums(sum(calls, LlmInteraction::inputTokens), sum(calls, LlmInteraction::outputTokens),
                sum(calls, LlmInteraction::totalTokens));
    }

    private static @Nullable Long sum(List<LlmInteraction> calls, Function<LlmInteraction, @Nullable Long> part) {
        Long sum = null;
        for (LlmInteraction call : calls) {
            sum = add(sum, part.apply(call));
        }
        return sum;
    }

    static @Nullable Long add(@Nullable Long sum, @Nullable Long tokens) {
        return sum == null ? tokens : tokens == null ? sum : Long.valueOf(sum + tokens);
    }
}
