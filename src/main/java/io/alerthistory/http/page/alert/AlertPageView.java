package io.alerthistory.http.page.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionRow;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.alert.AlertRow.Acknowledged;
import io.alerthistory.http.page.alert.AlertRow.Times;

/**
 * The page of an alert.
 *
 * @param api the address of the alert in the API
 * @param list the address of the view of all alerts with its name
 * @param figures of the last 30 days
 * @param labels tables of names and values
 * @param stories the episodes of this page, the newest first
 * @param newer the address of the newest episodes; null when these are they
 * @param older the address of the next page of episodes; null when there are no more
 * @param cut what is left out of the stories, in words; empty when nothing is
 * @param sessions the investigations of these episodes
 */
public record AlertPageView(String address, String api, String list, Head head, Actions actions, List<Fact> figures,
        List<Facts> labels,
        StripView strip, List<Story> stories, @Nullable String newer, @Nullable String older, String cut,
        List<SessionRow> sessions) {

    public AlertPageView {
        figures = List.copyOf(figures);
        labels = List.copyOf(labels);
        stories = List.copyOf(stories);
        sessions = List.copyOf(sessions);
    }

    /**
     * What is known at a glance.
     *
     * @param source empty when its sender has no name
     * @param flapping whether it flaps now
     * @param summary what its annotations say in a line; empty when they say nothing
     * @param times of the latest episode; null when there is none
     * @param episodes how many there are, in words
     * @param comment of the acknowledgement; empty when there is none
     */
    public record Head(String title, String fingerprint, String source, Severity severity, AlertRow.State state,
            boolean flapping, String summary, @Nullable Times times, String episodes, Moment firstReceived,
            List<AlertRow.Held> held,
            @Nullable Acknowledged acknowledgement, String comment) {

        public Head {
            held = List.copyOf(held);
        }
    }

    /**
     * What the caller may do, and where else to look.
     *
     * @param acknowledge where the form is sent; null when there is nothing to acknowledge, or the caller may not
     * @param takeBack the same of the acknowledgement
     * @param links to other hosts
     * @param version changes with what is offered
     */
    public record Actions(@Nullable String acknowledge, @Nullable String takeBack, List<Link> links, String version) {

        public Actions {
            links = List.copyOf(links);
        }
    }

    /** A link to another host. */
    public record Link(String label, String address) {
    }

    /**
     * A table of names and values.
     *
     * @param left how many are not shown
     */
    public record Facts(String title, List<Fact> rows, int left) {

        public Facts {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A name and its value.
     *
     * @param link where it leads; null when it leads nowhere
     * @param foreign whether that is another host
     */
    public record Fact(String name, String value, @Nullable String link, boolean foreign) {
    }

    /**
     * What happened in an episode.
     *
     * @param id of its place in the document
     * @param told how often somebody was told, in words
     */
    public record Story(String id, AlertRow.State state, Times times, String told, List<Event> events) {

        public Story {
            events = List.copyOf(events);
        }
    }

    /**
     * A fact.
     *
     * @param style of its kind
     * @param later how long after the start of the episode; empty at its start
     * @param what happened, in words
     * @param parts what it refers to
     * @param note what somebody wrote, or a reason; empty for nothing
     */
    public record Event(String style, Moment at, String later, String what, List<AlertRow.Reference> parts, String note) {

        public Event {
            parts = List.copyOf(parts);
        }
    }
}
