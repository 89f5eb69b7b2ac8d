package io.alerthistory.erasure;

/**
 * The rows that were, or would be, deleted or redacted, by table.
 *
 * @param events always deleted
 * @param idempotencyKeys the stored responses that lose what is erased
 */
public record ErasedRows(long alertSessions, long stageExecutions, long llmInteractions, long mcpInteractions, long chats,
        long chatUserMessages, long sessionReviews, long sessionScores, long events, long idempotencyKeys) {

    public static final ErasedRows NONE = new ErasedRows(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    ErasedRows plus(ErasedRows other) {
        return new ErasedRows(alertSessions + other.alertSessions, stageExecutions + other.stageExecutions,
                llmInteractions + other.llmInteractions, mcpInteractions + other.mcpInteractions, chats + other.chats,
                chatUserMessages + other.chatUserMessages, sessionReviews + other.sessionReviews,
                sessionScores + other.sessionScores, events + other.events, idempotencyKeys + other.idempotencyKeys);
    }
}
