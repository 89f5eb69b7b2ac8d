package io.alerthistory.alert;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** The port that stores alerts as sessions. */
public interface AlertStore {

    /**
     * Computes the {@link AlertPlan} of some alerts and carries it out, in one transaction that holds a lock on their
     * fingerprints. Writes nothing when the plan changes nothing.
     *
     * @return the plan, when its changes are durable
     */
    Uni<AlertPlan> record(List<AlertReport> reports);
}
