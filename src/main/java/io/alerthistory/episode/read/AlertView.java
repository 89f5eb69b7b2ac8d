package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;

/**
 * An alert with its latest episode. Instants are microseconds since the epoch.
 *
 * @param source the sender; empty when there is one
 * @param severity null when the label is missing
 * @param startsAtUs of the latest episode; null when there is none
 * @param endsAtUs of the latest episode; null while it fires
 * @param changedAtUs when an episode of it changed last
 * @param episodes how many, in the window that was asked for
 * @param ackedAtUs when the latest episode was acknowledged; null when it was not
 * @param firingSeconds how long it fired in the window that was asked for, up to now
 * @param flapping whether it flaps now
 */
public record AlertView(String fingerprint, String source, @ObjectJson JsonText labels, String alertname,
        @Nullable String severity, AlertState state, @Nullable Long startsAtUs, @Nullable Long endsAtUs,
        @Nullable EndReason endReason, long changedAtUs, long firstSeenUs, long episodes, @Nullable Long ackedAtUs,
        @Nullable String ackedBy, long firingSeconds, boolean flapping) {
}
