package io.alerthistory.episode.read;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;

/**
 * An episode of an alert. Instants are microseconds since the epoch.
 *
 * @param endsAtUs null while the alert fires
 * @param receivedAtUs when it was first heard of
 * @param notifications how many notifications named it
 * @param receivers the names of those that these notifications reached, in order; at most 20
 * @param annotations as they were last reported of it; null when none were
 */
public record EpisodeView(String fingerprint, String source, long startsAtUs, @Nullable Long endsAtUs,
        @Nullable EndReason endReason, long receivedAtUs, @Nullable Long endReceivedAtUs, long notifications,
        @Nullable Long firstNotifiedAtUs, List<String> receivers, @Nullable Long ackedAtUs, @Nullable String ackedBy,
        @Nullable @ObjectJson JsonText annotations) {

    public EpisodeView {
        receivers = List.copyOf(receivers);
    }

    Place place() {
        return new Place(startsAtUs, 0, "", source, 0);
    }
}
