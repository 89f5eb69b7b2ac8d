package io.alerthistory.episode.read;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/**
 * An episode that was found by time, as it is stored.
 *
 * @param alertId the alert's number in the database
 * @param isCut whether the rows end here because they have as much text as is read at once
 */
public record FoundEpisode(long alertId, JsonText labels, String alertname, @Nullable String severity, EpisodeView episode,
        boolean isCut) implements Scan.Row {

    @Override
    public Place place() {
        return Place.of(episode.startsAtUs(), alertId);
    }

    ActiveEpisodeView with(Suppressions suppressions, @Nullable Long atUs) {
        List<SilenceView> silences = suppressions.silencing(alertId, episode.startsAtUs(), atUs);
        return new ActiveEpisodeView(episode.fingerprint(), episode.source(), labels, alertname, severity,
                episode.startsAtUs(), episode.endsAtUs(), episode.endReason(), episode.receivedAtUs(),
                episode.notifications(), episode.firstNotifiedAtUs(), episode.receivers(), episode.ackedAtUs(),
                episode.ackedBy(), episode.annotations(), silences.stream().map(SilenceView::silenceId).toList(), silences,
                suppressions.inhibiting(alertId, episode.startsAtUs(), atUs));
    }
}
