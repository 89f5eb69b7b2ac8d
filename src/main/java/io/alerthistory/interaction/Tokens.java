package io.alerthistory.interaction;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The tokens of one call, or of several together. A number is null when no call reports it. */
public record Tokens(@Nullable Long input, @Nullable Long output, @Nullable Long total) {

    public static Tokens of(List<? extends Interaction> interactions) {
        List<LlmInteraction> calls = interactions.stream().filter(LlmInteraction.class::isInstance)
                .map(LlmInteraction.class::cast).toList();
        return new Tokens(sum(calls, Tokens::input), sum(calls, Tokens::output), sum(calls, Tokens::total));
    }

    private static @Nullable Long sum(List<LlmInteraction> calls, Function<Tokens, @Nullable Long> part) {
        Long sum = null;
        for (LlmInteraction call : calls) {
            sum = add(sum, part.apply(call.tokens()));
        }
        return sum;
    }

    static @Nullable Long add(@Nullable Long sum, @Nullable Long tokens) {
        return sum == null ? tokens : tokens == null ? sum : Long.valueOf(sum + tokens);
    }
}
