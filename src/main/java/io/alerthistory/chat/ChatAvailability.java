package io.alerthistory.chat;

import org.jspecify.annotations.Nullable;

/**
 * Whether a chat about a session is possible.
 *
 * @param reason why it is not; null when it is
 * @param chatId the session's chat; null when it has none yet
 */
public record ChatAvailability(boolean available, @Nullable String reason, @Nullable String chatId) {

    static ChatAvailability of(SessionChat session) {
        Chat chat = session.chat();
        String reason = reason(session);
        return new ChatAvailability(reason == null, reason, chat == null ? null : chat.chatId());
    }

    /**
     * Why the dashboard offers no chat. A session without model calls can still be chatted about when a client opens a
     * chat.
     */
    private static @Nullable String reason(SessionChat session) {
        if (!session.isOpenToChat()) {
            return session.refusal();
        }
        return session.modelCalls() == 0 ? "Session has no processing history to discuss" : null;
    }
}
