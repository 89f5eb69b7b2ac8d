package io.alerthistory.http.page.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;

/**
 * The chat about a session.
 *
 * @param shown whether there is anything to show
 * @param refusal why no message can be sent; empty when one can
 * @param open whether the chat must be opened first
 * @param chatId null when there is none
 * @param note how many earlier messages are not shown; empty when all are
 */
public record ChatView(boolean shown, String refusal, boolean open, @Nullable String chatId, List<Message> messages,
        String note) {

    public ChatView {
        messages = List.copyOf(messages);
    }

    /**
     * A message of a person, and what an agent made of it.
     *
     * @param response the address of its steps; null when there is none
     * @param stage the key of their group
     * @param state of the response, in words
     */
    public record Message(String author, Moment at, String text, @Nullable String response, String stage, String status,
            String state,
            String answer) {
    }
}
