package io.alerthistory.episode.read;

import java.util.List;

/** Notifications, the newest first. */
public record NotificationPage(List<NotificationView> notifications, Pagination pagination) {
}
