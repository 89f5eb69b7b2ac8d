package io.alerthistory.chat;

import java.util.Objects;

import io.alerthistory.session.ParallelType;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/**
 * The stage that is created together with a message, in which an agent responds to it. Its names are those that Tarsy
 * uses.
 */
public final class ResponseStage {

    /** The prefix of the stage_id; the message_id follows. */
    public static final String STAGE_ID = "chat-response-";

    static final String STAGE_NAME = "Chat Response";
    static final String AGENT = "ChatAgent";

    private ResponseStage() {
    }

    /**
     * Makes a pending stage. All such stages have the index 0: responses have no place in the chain of stages, and are
     * ordered by their start.
     */
    public static StageExecution to(ChatMessage message, String sessionId) {
        StageExecution stage = new StageExecution();
        stage.executionId = Objects.requireNonNull(message.stageExecutionId());
        stage.sessionId = sessionId;
        stage.stageId = STAGE_ID + message.messageId();
        stage.stageName = STAGE_NAME;
        stage.agent = AGENT;
        stage.status = StageStatus.PENDING;
        stage.chatId = message.chatId();
        stage.chatUserMessageId = message.messageId();
        stage.parallelType = ParallelType.SINGLE;
        stage.contentDigest = ""; // no client created it, so no client can repeat the request
        return stage;
    }
}
