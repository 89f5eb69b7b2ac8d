package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.CountMode;

/**
 * A question for alerts.
 *
 * @param window only alerts with an episode in it, and only these are counted
 * @param after null for the first page
 */
public record AlertQuery(AlertFilter filter, TimeWindow window, @Nullable Place after, int size, CountMode count) {

    AlertQuery from(@Nullable Place place, int rows) {
        return new AlertQuery(filter, window, place, rows, count);
    }

    String binding() {
        return "alerts\0" + window + "\0" + filter.canonical();
    }
}
