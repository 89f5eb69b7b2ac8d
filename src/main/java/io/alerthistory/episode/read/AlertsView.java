package io.alerthistory.episode.read;

import java.util.List;

/** The alerts with a fingerprint, one for each source, in the order of the sources. */
public record AlertsView(List<AlertDetailView> alerts) {
}
