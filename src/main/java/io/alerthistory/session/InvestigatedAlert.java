package io.alerthistory.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The alert that a session investigates.
 *
 * @param source of the alert; empty when there is one
 * @param startsAtUs when the alert started to fire, as it was reported: microseconds since the epoch
 */
public record InvestigatedAlert(String fingerprint, String source, long startsAtUs) {

    /** The alert of a session that has one. */
    public static InvestigatedAlert required(AlertSession session) {
        return Objects.requireNonNull(of(session));
    }

    /** The alert of a session; null when it has none. */
    public static @Nullable InvestigatedAlert of(AlertSession session) {
        String fingerprint = session.alertFingerprint;
        String source = session.alertSource;
        Long startsAtUs = session.alertStartsAtUs;
        return fingerprint == null || source == null || startsAtUs == null ? null
                : new InvestigatedAlert(fingerprint, source, startsAtUs);
    }
}
