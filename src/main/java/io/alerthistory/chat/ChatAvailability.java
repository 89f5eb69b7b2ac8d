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
        return new ChatAvailability(session.isOpenToChat(), session.isOpenToChat() ? null : session.refusal(),
                chat == null ? null : chat.chatId());
    }
}
