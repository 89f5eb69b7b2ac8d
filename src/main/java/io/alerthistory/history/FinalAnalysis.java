package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.session.SessionStatus;

/**
 * What an investigation came to.
 *
 * @param llmConversation the latest final analysis with a conversation, else the latest conversation of the investigation that
 *        is no executive summary; null when there is none or it was not asked for
 * @param chatConversation the same of the chat
 */
public record FinalAnalysis(@Nullable String finalAnalysis, @Nullable String finalAnalysisSummary, String sessionId,
        SessionStatus status, @Nullable Conversation llmConversation, @Nullable Conversation chatConversation,
        JsonText alertData) {
}
