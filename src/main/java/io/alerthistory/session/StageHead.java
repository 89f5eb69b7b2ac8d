package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

/**
 * What identifies a stored stage and its place in the session: enough to recognise a repeat and to find a parent.
 *
 * @param chatId the chat that it responds in; null when it is part of the investigation
 * @param contentDigest of the body that created it
 */
public record StageHead(String executionId, String sessionId, @Nullable String chatId,
        @Nullable String parentStageExecutionId, String contentDigest) {

    public static StageHead of(StageExecution stage) {
        return new StageHead(stage.executionId, stage.sessionId, stage.chatId, stage.parentStageExecutionId,
                stage.contentDigest);
    }

    public boolean isChat() {
        return chatId != null;
    }
}
