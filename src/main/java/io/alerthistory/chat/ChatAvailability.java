package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

/**
 * Whether a session can be chatted about.
 *
 * @param reason why not; null when it can
 * @param chatId its chat; null when it has none yet
 */
public record ChatAvailability(boolean available, @Nullable String reason, @Nullable String chatId) {

    static ChatAvailability of(SessionChat session) {
        Chat chat = session.chat();
        String reason = reason(session);
        return new ChatAvailability(reason == null, reason, chat == null ? null : chat.chatId());
    }

    /** Why nobody is asked to chat; who opens a chat all the same may. */
    private static @Nullable String reason(SessionChat session) {
        if (!session.isOpenToChat()) {
            return session.refusal();
        }
        return session.modelCalls() == 0 ? "Session has no processing history to discuss" : null;
    }
}
