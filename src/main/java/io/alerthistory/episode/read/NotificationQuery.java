package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * A question for notifications.
 *
 * @param fingerprint only those of alerts with it; null for all
 * @param after null for the first page
 */
public record NotificationQuery(TimeWindow window, @Nullable String receiver, @Nullable String source,
        @Nullable String fingerprint,
        @Nullable Place after, int size) {

    NotificationQuery from(@Nullable Place place, int rows) {
        return new NotificationQuery(window, receiver, source, fingerprint, place, rows);
    }

    String binding() {
        return "notifications\0" + window + "\0" + receiver + "\0" + source
                + (fingerprint == null ? "" : "\0" + fingerprint);
    }
}
