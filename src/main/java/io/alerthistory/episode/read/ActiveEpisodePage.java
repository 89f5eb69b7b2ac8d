package io.alerthistory.episode.read;

import java.util.List;

/** Episodes in the order of their starts, the latest first. */
public record ActiveEpisodePage(List<ActiveEpisodeView> episodes, Pagination pagination) {
}
