package io.alerthistory.alert;

import java.util.List;
import java.util.Map;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.session.InvestigatedAlert;
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

    /** Those of some alerts whose episode fires and has no session. */
    Uni<List<Uninvestigated>> uninvestigated(List<InvestigatedAlert> reported);

    /**
     * An episode without a session.
     *
     * @param reportedUs the startsAt that was asked for, in microseconds since the epoch
     * @param startsAtUs the start of its episode
     */
    record Uninvestigated(AlertKey key, long reportedUs, long startsAtUs) {
    }

    /**
     * Some sessions of alerts that an older version recorded and that no migration has looked at.
     *
     * @param open whether those that have not ended are among them
     */
    Uni<List<MirroredSession>> unmigrated(boolean open, int max);

    /** Stores which alerts sessions are of, where it is not stored yet. */
    Uni<Void> tie(Map<String, InvestigatedAlert> alertsBySession);

    /** The identifiers of some sessions that mirror a firing alert. */
    Uni<List<String>> mirroring(int max);
}
