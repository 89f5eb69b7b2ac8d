package io.alerthistory.chat;

import java.util.Objects;

import io.alerthistory.session.ParallelType;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/** The stage that is made together with a message, for an agent to answer it in. Its names are Tarsy's. */
public final class ResponseStage {

    /** Before the message_id, the stage_id of the stage that answers it. */
    public static final String STAGE_ID = "chat-response-";

    static final String STAGE_NAME = "Chat Response";
    static final String AGENT = "ChatAgent";

    private ResponseStage() {
    }

    /** A pending stage. All have the index 0: answers have no place in the chain, and stand in the order of their start. */
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
        stage.contentDigest = ""; // no client made it, so none can repeat its making
        return stage;
    }
}
