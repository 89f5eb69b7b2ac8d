package io.alerthistory.alert;

import java.util.List;

import io.alerthistory.session.AlertSession;
import io.smallrye.mutiny.Uni;

/** Where alerts become sessions. */
public interface AlertStore {

    /**
     * Stores what is new of some alerts, in one transaction. An alert that has a session already ends it when it is resolved
     * and the
     * session is still in progress; the resolved alert then replaces the firing one. Everything else stays as it is, so the
     * outcome
     * does not depend on the order and number of deliveries.
     *
     * @param alerts in ascending order of alert_id, none twice
     * @return the alerts that made a difference
     */
    Uni<List<RecordedAlert>> record(List<AlertSession> alerts);
}
