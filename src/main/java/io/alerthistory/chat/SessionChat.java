package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;

/**
 * What a session says about its chat.
 *
 * @param modelCalls how many calls to a model it has: what there is to talk about
 * @param chat null when there is none; an investigation that still runs never has one
 */
public record SessionChat(SessionStatus status, long modelCalls, @Nullable Chat chat) {

    /** Only what has ended can be asked about. */
    public boolean isOpenToChat() {
        return status.isTerminal();
    }

    String refusal() {
        return "Session must be in a terminal state (current status: " + status.jsonName() + ")";
    }
}
