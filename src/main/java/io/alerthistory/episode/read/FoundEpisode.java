package io.alerthistory.episode.read;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.Suppression;
import io.alerthistory.json.JsonText;

/**
 * An episode that was found by time, as it is stored.
 *
 * @param alertId the alert's number in the database
 */
public record FoundEpisode(long alertId, JsonText labels, String alertname, @Nullable String severity, EpisodeView episode) {

    Place place() {
        return Place.of(episode.startsAtUs(), alertId);
    }

    ActiveEpisodeView with(Suppressions suppressions, @Nullable Long atUs) {
        return new ActiveEpisodeView(episode.fingerprint(), episode.source(), labels, alertname, severity,
                episode.startsAtUs(), episode.endsAtUs(), episode.endReason(), episode.receivedAtUs(),
                episode.notifications(), episode.firstNotifiedAtUs(), episode.ackedAtUs(), episode.ackedBy(),
                episode.annotations(), holding(suppressions, Suppression.Kind.SILENCED, atUs),
                holding(suppressions, Suppression.Kind.INHIBITED, atUs));
    }

    private List<String> holding(Suppressions suppressions, Suppression.Kind kind, @Nullable Long atUs) {
        return suppressions.holding(alertId, episode.startsAtUs(), kind, atUs);
    }
}
