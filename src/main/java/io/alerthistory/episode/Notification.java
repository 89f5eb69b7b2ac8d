package io.alerthistory.episode;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;

/**
 * A message that a receiver got about some alerts.
 *
 * @param id the same in every copy of this message: of the group's life, the flush, the receiver and the integration
 *        where the sender names them, else the digest of the message
 * @param digest whether the identifier is a digest: the same message again within 60 s is the same notification, later
 *        it is another one
 * @param atUs microseconds since the epoch
 * @param integration the kind of the receiver, as webhook or email
 * @param integrationIndex its place among those of the receiver, from 0
 * @param reason why it was sent, as "first notification" or "repeat interval elapsed"; null when the sender does not
 *        say
 * @param truncated the number of alerts that the message left out
 * @param instance the process that sent it; null when unknown
 */
public record Notification(String id, boolean digest, long atUs, String source, String groupKey, String receiver,
        String integration, int integrationIndex, @Nullable String reason, int truncated, @Nullable String instance,
        List<Notified> alerts) {

    /**
     * An alert of a notification.
     *
     * @param startsAtUs as the message says
     */
    public record Notified(AlertKey key, long startsAtUs, State state) {
    }

    /** What a notification says of an alert. */
    public enum State implements JsonName {
        FIRING(1),
        RESOLVED(2),
        /** It belongs to the group, and a silence or another alert kept it out of the message. */
        MUTED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** The number that the database stores. */
        public int code() {
            return code;
        }
    }

    /** The same without its group, if one of the alerts is in it. */
    Notification withoutGroupOf(Set<AlertKey> erased) {
        return alerts.stream().noneMatch(alert -> erased.contains(alert.key())) ? this
                : new Notification(id, digest, atUs, source, ReportedAlert.ERASED, receiver, integration, integrationIndex,
                        reason,
                        truncated, instance, alerts);
    }

    /** The number of alerts in a state. */
    public int count(State state) {
        return (int) alerts.stream().filter(alert -> alert.state() == state).count();
    }
}
