package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.CountMode;

/**
 * A question for alerts.
 *
 * @param window only alerts with an episode in it, and only these are counted
 * @param after null for the first page
 * @param nowUs until when alerts fire that have not ended, in microseconds since the epoch; a walk keeps it
 */
public record AlertQuery(AlertFilter filter, TimeWindow window, @Nullable Place after, int size, CountMode count,
        AlertOrder sort, long nowUs) {

    /** A question for which it does not matter until when alerts fire: by their last change. */
    public static AlertQuery byChange(AlertFilter filter, TimeWindow window, int size, CountMode count) {
        return new AlertQuery(filter, window, null, size, count, AlertOrder.CHANGED_AT_US, 0);
    }

    AlertQuery from(@Nullable Place place, int rows) {
        return new AlertQuery(filter, window, place, rows, count, sort, nowUs);
    }

    AlertQuery at(long us) {
        return new AlertQuery(filter, window, after, size, count, sort, us);
    }

    /** A place of this walk, with its instant. */
    @Nullable
    Place marked(@Nullable Place place) {
        return place == null ? null : new Place(place.us(), place.number(), place.ref(), place.source(), nowUs);
    }

    String binding() {
        return "alerts\0" + window + "\0" + sort + "\0" + filter.canonical();
    }
}
