package io.alerthistory.alert;

import java.util.List;

import io.alerthistory.episode.RecordedFacts;
import io.smallrye.mutiny.Uni;

/** Which sessions alerts of a webhook have, beside their episodes. */
interface AlertSessions {

    /**
     * Creates and changes the sessions of some alerts.
     *
     * @param facts what became of the episodes of those that have one, in the same order
     * @param claimable whether agents may claim firing alerts
     * @return what the alerts changed, when it is durable
     */
    Uni<Changed> record(List<FiringSession> alerts, AlertGroup group, RecordedFacts facts, boolean claimable);

    /** The numbers of alerts that created something or changed it. */
    record Changed(int created, int updated) {

        static final Changed NOTHING = new Changed(0, 0);

        Changed and(Changed other) {
            return new Changed(created + other.created, updated + other.updated);
        }
    }
}
