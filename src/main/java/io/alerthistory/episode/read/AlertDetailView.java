package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;

/**
 * An alert with its latest episode and texts. Instants are microseconds since the epoch.
 *
 * @param startsAtUs of the latest episode; null when there is none
 * @param endsAtUs of the latest episode; null while it fires
 * @param episodes how many there are
 * @param ackedAtUs when the latest episode was acknowledged; null when it was not
 * @param ackComment of the acknowledgement; null when there is none
 * @param annotations the latest; null when none were reported
 * @param extra what else its sender said last, as generatorURL; null when there is nothing
 */
public record AlertDetailView(String fingerprint, String source, @ObjectJson JsonText labels, String alertname,
        @Nullable String severity, AlertState state, @Nullable Long startsAtUs, @Nullable Long endsAtUs,
        @Nullable EndReason endReason, long changedAtUs, long firstSeenUs, long episodes, @Nullable Long ackedAtUs,
        @Nullable String ackedBy, @Nullable String ackComment, @Nullable @ObjectJson JsonText annotations,
        @Nullable @ObjectJson JsonText extra) {
}
