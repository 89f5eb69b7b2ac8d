package io.alerthistory.http.page.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Marked;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Severity;

/**
 * An alert in the list.
 *
 * @param id of the row in the document
 * @param flapping whether it flaps now
 * @param summary what its annotations say; without parts when they say nothing
 * @param more how many labels are not shown
 * @param held what holds it back
 * @param acknowledgement null when nobody has acknowledged it
 * @param told how often and to whom it was sent, in words; empty when that is not known
 * @param investigation the latest; null when there is none
 * @param action what the caller may do; null for nothing
 */
public record AlertRow(String id, String name, String address, Severity severity, State state,
        boolean flapping, Marked summary,
        List<Label> labels, int more, Times times, List<Held> held, @Nullable Acknowledged acknowledgement, String told,
        @Nullable Investigated investigation, @Nullable Action action) {

    public AlertRow {
        labels = List.copyOf(labels);
        held = List.copyOf(held);
    }

    /** A state: its word, and its style. */
    public record State(String word, String style) {

        static final State FIRING = new State("Firing", "firing");
        static final State RESOLVED = new State("Resolved", "resolved");
    }

    /**
     * A label.
     *
     * @param address of the view of the alerts that have it, too
     */
    public record Label(String name, String value, String address) {
    }

    /**
     * From when until when it fires.
     *
     * @param runningSinceUs microseconds since the epoch; null when the duration does not grow
     * @param end null while it fires
     * @param reason how the end is known, when nobody has told it; empty otherwise
     */
    public record Times(Moment start, String duration, @Nullable Long runningSinceUs, @Nullable Moment end, String reason) {

        /**
         * The times of an episode.
         *
         * @param endsAtUs null while it fires
         * @param nowUs the end of what fires, and of every duration
         */
        static Times of(long startsAtUs, @Nullable Long endsAtUs, @Nullable EndReason reason, long nowUs) {
            long untilUs = endsAtUs == null ? nowUs : Math.min(endsAtUs, nowUs);
            return new Times(Moment.of(startsAtUs), Durations.of((untilUs - startsAtUs) / 1_000),
                    endsAtUs == null ? Long.valueOf(startsAtUs) : null, endsAtUs == null ? null : Moment.of(endsAtUs),
                    reason == null ? "" : said(reason));
        }

        /** The same at an instant of the past. */
        Times then() {
            return new Times(start, duration, null, end, reason);
        }

        private static String said(EndReason reason) {
            return switch (reason) {
                case TOLD -> "";
                case ASSUMED -> "assumed: its senders fell silent";
                case SUPERSEDED -> "not told: it started again";
            };
        }
    }

    /**
     * What holds an alert back: a silence or alerts.
     *
     * @param note why, in the words of the person who made the silence; empty otherwise
     */
    public record Held(String word, List<Reference> by, String note) {

        public Held {
            by = List.copyOf(by);
        }
    }

    /**
     * A part of what a fact refers to.
     *
     * @param address of the alert that it names; null when it names none
     */
    public record Reference(String text, @Nullable String address) {
    }

    /** Who has acknowledged it, and when. */
    public record Acknowledged(String by, Moment at) {
    }

    /** An investigation, with its state. */
    public record Investigated(String address, String status, String state) {
    }

    /** A form with one button. */
    public record Action(String address, String label) {
    }
}
