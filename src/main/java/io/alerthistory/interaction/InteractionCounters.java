package io.alerthistory.interaction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.AlertSession;

/** The counters of interactions on a locked session: what an append does in SQL, for many sessions at once. */
public final class InteractionCounters {

    private InteractionCounters() {
    }

    /**
     * Counts a new interaction on its session.
     *
     * @param receivedAtUs when it arrived, microseconds since the epoch: the session's last sign of life
     * @return its number in the session
     */
    public static long added(AlertSession session, Interaction interaction, long receivedAtUs) {
        if (interaction instanceof LlmInteraction llm) {
            session.llmInteractionCount++;
            session.sessionInputTokens = TokenSums.add(session.sessionInputTokens, llm.inputTokens());
            session.sessionOutputTokens = TokenSums.add(session.sessionOutputTokens, llm.outputTokens());
            session.sessionTotalTokens = TokenSums.add(session.sessionTotalTokens, llm.totalTokens());
        } else {
            session.mcpCommunicationCount++;
        }
        session.lastInteractionAt = later(session.lastInteractionAt, receivedAtUs);
        return ++session.lastSeq;
    }

    private static long later(@Nullable Long known, long receivedAtUs) {
        return known == null ? receivedAtUs : Math.max(known, receivedAtUs);
    }
}
