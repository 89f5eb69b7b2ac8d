package io.alerthistory.http.page.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;

/**
 * The page of a session.
 *
 * @param api the address of the session in the API
 * @param events the address of its events; null when nothing happens to it any more
 * @param calls how many it has
 * @param alert tables of what the alert says; empty when it is no object, or too long to be shown as a table
 * @param raw JSON as it was sent
 * @param timeline null when there is nothing to draw
 * @param stepsEmpty why there are no steps; empty when there are some
 * @param chat null when the session is not one to talk about
 */
public record SessionView(String address, String api, @Nullable String events, int calls, Head head, Actions actions,
        List<Facts> alert,
        List<Raw> raw, Analysis analysis, @Nullable TimelineView timeline, Filters filters, StepsView steps, String stepsEmpty,
        ChatView chat) {

    public SessionView {
        alert = List.copyOf(alert);
        raw = List.copyOf(raw);
    }

    /**
     * What is known of the session at a glance.
     *
     * @param title the alert's type, or else its identifier
     * @param runningSinceUs microseconds since the epoch; null when it has ended
     * @param ended null while it runs
     * @param tokens empty when unknown, like all other texts
     * @param runbook null when there is none that a browser may open
     * @param alert the address of the alert's page; null when it is not known
     * @param runbookText of one that cannot be opened
     */
    public record Head(String id, String title, String status, String state, String agent, String author, Moment started,
            @Nullable Moment ended, String duration, @Nullable Long runningSinceUs, String tokens, String interactions,
            String stages, @Nullable String runbook, @Nullable String alert, String runbookText, String error, String paused,
            @Nullable Hold hold) {
    }

    /** Why the session stays. */
    public record Hold(String reason, String author, Moment since) {
    }

    /**
     * What the caller may do now.
     *
     * @param pausedAgents those that can be cancelled alone
     * @param version changes with what is offered
     */
    public record Actions(boolean any, boolean cancel, boolean resume, boolean hold, boolean release, List<Agent> pausedAgents,
            String version) {

        public Actions {
            pausedAgents = List.copyOf(pausedAgents);
        }
    }

    /** A paused agent of a parallel stage, and where it is cancelled. */
    public record Agent(String name, String address) {
    }

    /**
     * A table of names and values.
     *
     * @param title empty for the alert's own values
     * @param folded what follows, shown on request
     * @param left how many are only in the raw data
     */
    public record Facts(String title, List<Fact> shown, List<Fact> folded, int left) {

        public Facts {
            shown = List.copyOf(shown);
            folded = List.copyOf(folded);
        }
    }

    /**
     * A name and its value.
     *
     * @param link the address that the value is; null when it is none
     */
    public record Fact(String name, String value, @Nullable String link) {
    }

    /**
     * A JSON text, laid out.
     *
     * @param note what is left out; empty when nothing is
     */
    public record Raw(String title, String text, String note) {
    }

    /**
     * The result.
     *
     * @param html rendered Markdown; empty when there is none
     * @param summary one paragraph
     * @param note what is left out; empty when nothing is
     */
    public record Analysis(String html, String summary, String note) {
    }

    /**
     * The filters of the steps.
     *
     * @param clear the address without filters; null when none is active
     */
    public record Filters(String text, boolean failures, List<Kind> kinds, @Nullable String clear) {

        public Filters {
            kinds = List.copyOf(kinds);
        }
    }

    /** A kind of step that can be chosen. */
    public record Kind(String value, String label, boolean chosen) {
    }
}
