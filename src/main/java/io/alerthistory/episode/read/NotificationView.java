package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * A message that a receiver got about some alerts.
 *
 * @param atUs when it was sent, in microseconds since the epoch
 * @param reason why it was sent; null when the sender does not say
 * @param firing the number of firing alerts in it
 * @param muted the number of alerts of its group that a silence or an inhibition kept out of it
 * @param truncated the number of alerts that the message left out
 */
public record NotificationView(String notificationId, long atUs, String source, String groupKey, String receiver,
        String integration, int integrationIndex, @Nullable String reason, int firing, int resolved, int muted, int truncated,
        @Nullable String instance, long receivedAtUs) {
}
