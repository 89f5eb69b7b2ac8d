package io.alerthistory.episode.read;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Strings;
import io.smallrye.mutiny.Uni;

/** Finds alerts by the fingerprint that a request names. */
@ApplicationScoped
class NamedAlerts {

    /** Longer fingerprints are not stored. */
    private static final int MAX_FINGERPRINT = 1_000;

    private final AlertReadStore store;

    NamedAlerts(AlertReadStore store) {
        this.store = store;
    }

    /**
     * Finds the alert with a fingerprint.
     *
     * @param source needed when several sources have the fingerprint; null when not given
     * @throws ProblemException 404 unknown, 409 when several sources have it
     */
    Uni<DetailedAlert> one(String fingerprint, @Nullable String source) {
        return all(fingerprint, source).map(alerts -> {
            if (alerts.size() > 1) {
                throw new ProblemException(ErrorCode.AMBIGUOUS_ALERT, "Several sources have the alert " + fingerprint
                        + "; name one of them with the parameter source");
            }
            return alerts.get(0);
        });
    }

    /**
     * Finds the alerts with a fingerprint.
     *
     * @param source null for all
     * @return at least one, in the order of the sources
     * @throws ProblemException 404 unknown, 409 when too many sources have it
     */
    Uni<List<DetailedAlert>> all(String fingerprint, @Nullable String source) {
        boolean possible = fingerprint.length() <= MAX_FINGERPRINT && Strings.defect(fingerprint) == null;
        return (possible ? store.named(fingerprint, source) : Uni.createFrom().item(List.<DetailedAlert> of()))
                .invoke(alerts -> {
                    if (alerts.isEmpty()) {
                        throw new ProblemException(ErrorCode.ALERT_NOT_FOUND, "The history has no alert "
                                + (possible ? fingerprint : "with this fingerprint")
                                + (source == null ? "" : " of this source"));
                    }
                    if (alerts.size() > AlertReadStore.MAX_SOURCES) {
                        throw new ProblemException(ErrorCode.AMBIGUOUS_ALERT, "More than " + AlertReadStore.MAX_SOURCES
                                + " sources have the alert " + fingerprint + "; name one of them with the parameter source");
                    }
                });
    }
}
