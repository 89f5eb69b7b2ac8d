package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.session.SessionStatus;

/**
 * What an investigation came to.
 *
 * @param llmConversation the latest final analysis with a conversation, else the latest conversation of the investigation that
 *        is no executive summary; null when there is none or it was not asked for
 * @param chatConversation the same of the chat
 */
public record FinalAnalysis(@Schema(implementation = String.class) @Nullable LongText finalAnalysis,
        @Schema(implementation = String.class) @Nullable LongText finalAnalysisSummary, String sessionId,
        SessionStatus status, @Nullable Conversation llmConversation, @Nullable Conversation chatConversation,
        JsonText alertData) {

    /** The same with other conversations. */
    FinalAnalysis with(@Nullable Conversation llm, @Nullable Conversation chat) {
        return new FinalAnalysis(finalAnalysis, finalAnalysisSummary, sessionId, status, llm, chat, alertData);
    }
}
