package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * A question for what fired at an instant, or in a window. Instants are microseconds since the epoch.
 *
 * @param atUs null for a window
 * @param knownAtUs only what had been received then; null for all. Only with an instant, and not before it
 * @param window everything when there is an instant
 * @param after null for the first page
 */
public record EpisodeQuery(AlertFilter filter, @Nullable Long atUs, @Nullable Long knownAtUs, TimeWindow window,
        @Nullable Place after, int size) {

    /**
     * The maximum delay of the news of an end that {@code knownAtUs} takes into account, in microseconds: a day. What
     * ended before and was heard of even later is not found open.
     */
    public static final long MAX_DELAY_US = 86_400_000_000L;

    /** What fired at an instant. */
    public static EpisodeQuery at(AlertFilter filter, long atUs, @Nullable Long knownAtUs, @Nullable Place after, int size) {
        return new EpisodeQuery(filter, atUs, knownAtUs, TimeWindow.ALL, after, size);
    }

    /** What fired in a window. */
    public static EpisodeQuery in(AlertFilter filter, TimeWindow window, @Nullable Place after, int size) {
        return new EpisodeQuery(filter, null, null, window, after, size);
    }

    /** What fires now. A walk through it keeps the moment at which it began. */
    public static EpisodeQuery now(AlertFilter filter, @Nullable Place after, int size) {
        return new EpisodeQuery(filter, null, null, TimeWindow.ALL, after, size);
    }

    boolean isNow() {
        return atUs == null && window.equals(TimeWindow.ALL);
    }

    /** What fires at this moment, and has no end. */
    EpisodeQuery firing(long nowUs) {
        return at(filter.state() == null ? filter.firing() : filter, nowUs, null, after, size);
    }

    EpisodeQuery at(long us) {
        return at(filter, us, null, after, size);
    }

    /** A place of this walk, with its instant. */
    @Nullable
    Place marked(@Nullable Place place) {
        return place == null ? null
                : new Place(place.us(), place.number(), place.ref(), place.source(), atUs == null ? 0 : atUs);
    }

    /** The same from another place on. */
    EpisodeQuery from(@Nullable Place place, int rows) {
        return new EpisodeQuery(filter, atUs, knownAtUs, window, place, rows);
    }

    String binding() {
        return "episodes\0" + atUs + "\0" + knownAtUs + "\0" + window + "\0" + filter.canonical();
    }
}
