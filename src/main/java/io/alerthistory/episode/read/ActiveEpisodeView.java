package io.alerthistory.episode.read;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;

/**
 * An episode with its alert. Instants are microseconds since the epoch.
 *
 * @param endsAtUs null while the alert fires, or when its end was not known at known_at
 * @param notifications how many notifications had named it, at the instant that was asked for
 * @param receivers the names of those that these notifications reached, in order; at most 20
 * @param silencedBy the identifiers of the silences that held it back at that instant; of a window: ever
 * @param silences the same silences, with who made them and why
 * @param inhibitedBy the same of rules and alerts that inhibit
 */
public record ActiveEpisodeView(String fingerprint, String source, @ObjectJson JsonText labels, String alertname,
        @Nullable String severity, long startsAtUs, @Nullable Long endsAtUs, @Nullable EndReason endReason, long receivedAtUs,
        long notifications, @Nullable Long firstNotifiedAtUs, List<String> receivers, @Nullable Long ackedAtUs,
        @Nullable String ackedBy,
        @Nullable @ObjectJson JsonText annotations, List<String> silencedBy, List<SilenceView> silences,
        List<String> inhibitedBy) {

    public ActiveEpisodeView {
        receivers = List.copyOf(receivers);
        silencedBy = List.copyOf(silencedBy);
        silences = List.copyOf(silences);
        inhibitedBy = List.copyOf(inhibitedBy);
    }
}
