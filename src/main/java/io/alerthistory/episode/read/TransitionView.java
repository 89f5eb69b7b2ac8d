package io.alerthistory.episode.read;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A fact about an alert. Instants are microseconds since the epoch.
 *
 * @param atUs when it happened, not when it was recorded
 * @param ref what it is told by: see {@link TransitionKind}; empty when there is nothing
 * @param receivedAtUs when the service heard of it; null when that is not known
 * @param startsAtUs of the episode; null when the alert has no episode that early
 * @param receiver of a notification, as are integration, reason and state
 * @param by who acknowledged or silenced it
 * @param comment of an acknowledgement or a silence
 */
public record TransitionView(TransitionKind kind, long atUs, String ref, @Nullable Long receivedAtUs,
        @Nullable Long startsAtUs, String source, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String receiver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String integration,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String by,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String comment) {

    static final Comparator<TransitionView> ORDER = Comparator.comparing(TransitionView::place, TransitionView::compare);

    /** A fact without more to say. */
    static TransitionView of(TransitionKind kind, long atUs, String ref, @Nullable Long receivedAtUs,
            @Nullable Long startsAtUs, String source) {
        return new TransitionView(kind, atUs, ref, receivedAtUs, startsAtUs, source, null, null, null, null, null, null);
    }

    /** The same with what a person said. */
    TransitionView by(@Nullable String person, @Nullable String said) {
        return new TransitionView(kind, atUs, ref, receivedAtUs, startsAtUs, source, receiver, integration, reason, state,
                emptyAsNull(person), emptyAsNull(said));
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    Place place() {
        return new Place(atUs, kind.code(), ref, source, startsAtUs == null ? Long.MIN_VALUE : startsAtUs);
    }

    boolean isAfter(@Nullable Place place) {
        return place == null || compare(place(), place) > 0;
    }

    private static int compare(Place one, Place other) {
        return Comparator.comparingLong(Place::us).thenComparingLong(Place::number).thenComparing(Place::ref)
                .thenComparing(Place::source).thenComparingLong(Place::startsAtUs).compare(one, other);
    }
}
