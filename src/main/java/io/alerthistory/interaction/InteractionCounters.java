package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionCounters;

/** Updates the counters of a locked session. Must match what an append does in SQL for many sessions at once. */
public final class InteractionCounters {

    private InteractionCounters() {
    }

    /**
     * Counts a new interaction on its counters.
     *
     * @param receivedAtUs when it arrived, microseconds since the epoch: the session's last heartbeat
     * @return its number in the session
     */
    public static long added(SessionCounters counters, Interaction interaction, long receivedAtUs) {
        if (interaction instanceof LlmInteraction llm) {
            counters.llmInteractionCount++;
            counters.sessionInputTokens = Tokens.add(counters.sessionInputTokens, llm.tokens().input());
            counters.sessionOutputTokens = Tokens.add(counters.sessionOutputTokens, llm.tokens().output());
            counters.sessionTotalTokens = Tokens.add(counters.sessionTotalTokens, llm.tokens().total());
        } else {
            counters.mcpCommunicationCount++;
        }
        counters.lastInteractionAt = later(counters.lastInteractionAt, receivedAtUs);
        return ++counters.lastSeq;
    }

    private static long later(@Nullable Long known, long receivedAtUs) {
        return known == null ? receivedAtUs : Math.max(known, receivedAtUs);
    }
}
