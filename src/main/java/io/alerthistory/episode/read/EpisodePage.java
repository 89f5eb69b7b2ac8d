package io.alerthistory.episode.read;

import java.util.List;

/** Episodes of an alert, the newest first. */
public record EpisodePage(List<EpisodeView> episodes, Pagination pagination) {
}
