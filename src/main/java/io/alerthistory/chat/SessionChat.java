package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;

/**
 * A session's chat, and what decides whether it may have one.
 *
 * @param modelCalls the number of the session's calls to a model; without any there is nothing to talk about
 * @param chat null when there is none; a session in progress never has one
 */
public record SessionChat(SessionStatus status, long modelCalls, @Nullable Chat chat) {

    /** Whether the session has ended. */
    public boolean isOpenToChat() {
        return status.isTerminal();
    }

    String refusal() {
        return "Session must be in a terminal state (current status: " + status.jsonName() + ")";
    }
}
