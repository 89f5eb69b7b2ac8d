package io.alerthistory.episode.read;

import java.util.List;

/** Alerts in the order of their last change, the latest first. */
public record AlertPage(List<AlertView> alerts, Pagination pagination) {
}
