package io.alerthistory.alert;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Where alerts become sessions. */
public interface AlertStore {

    /**
     * Stores in one transaction what {@link AlertPlan} makes of some alerts, while nobody else stores alerts of the same
     * fingerprints. Alerts that are all known write nothing.
     *
     * @return the plan that was carried out and is durable
     */
    Uni<AlertPlan> record(List<AlertReport> reports);
}
