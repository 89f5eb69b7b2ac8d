package io.alerthistory.chat;

/**
 * The chat of a session.
 *
 * @param createdAtUs microseconds since the epoch
 * @param createdBy {@link #NOBODY} when it is not known
 * @param messageCount the number of users' messages; responses are stages and are not counted
 */
public record Chat(String chatId, String sessionId, long createdAtUs, String createdBy, long messageCount) {

    public static final String NOBODY = "unknown";
}
