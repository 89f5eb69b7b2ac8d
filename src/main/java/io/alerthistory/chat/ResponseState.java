package io.alerthistory.chat;

import io.alerthistory.session.StageStatus;

/**
 * The state of a stage that belongs to a chat.
 *
 * @param sessionId the session of the chat
 */
public record ResponseState(String sessionId, StageStatus status) {
}
