package io.alerthistory.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.alerthistory.episode.Notification.State;
import io.alerthistory.json.JsonText;

/**
 * Which alerts of a notification fire, are resolved or are muted. Alertmanager 0.35 names them by their fingerprints,
 * 0.33 and 0.34 by another hash, which each alert of the notification has beside its fingerprint.
 *
 * @param ids of the alerts, in the order of the notification
 */
record GroupMembers(List<String> ids, Set<String> firing, Set<String> resolved, Set<String> muted) {

    static GroupMembers of(SentObject notification) {
        return new GroupMembers(ids(notification, "alerts"), new HashSet<>(ids(notification, "firingAlerts")),
                new HashSet<>(ids(notification, "resolvedAlerts")), new HashSet<>(ids(notification, "mutedAlerts")));
    }

    private static List<String> ids(SentObject notification, String name) {
        return notification.array(name).stream().map(GroupMembers::id).toList();
    }

    private static String id(JsonText member) {
        SentObject alert = SentObject.of(member, "alert");
        String hash = alert.textOrEmpty("hash");
        return hash.isEmpty() ? alert.required("fingerprint") : hash;
    }

    /**
     * What the message says of an alert.
     *
     * @param index in the notification
     * @param isEnded whether the alert itself says that it is resolved
     */
    State state(int index, boolean isEnded) {
        String id = ids.get(index);
        if (muted.contains(id)) {
            return State.MUTED;
        }
        boolean isResolved = isEnded ? !firing.contains(id) : resolved.contains(id);
        return isResolved ? State.RESOLVED : State.FIRING;
    }
}
