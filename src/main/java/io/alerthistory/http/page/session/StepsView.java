package io.alerthistory.http.page.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;

/**
 * A window of a session's steps, grouped by their stages.
 *
 * @param groups stages at the top level
 * @param lastSeq of the last call that was looked at
 * @param shown how many steps are in the groups
 * @param note which stages are not listed; empty when all are
 * @param previous the address of the window before; null at the beginning
 * @param next the address of the next window; null when there is nothing more yet
 * @param nextPart the same without the page around it
 */
public record StepsView(List<Group> groups, long lastSeq, int shown, String note, @Nullable String previous,
        @Nullable String next,
        @Nullable String nextPart) {

    public StepsView {
        groups = List.copyOf(groups);
    }

    /**
     * The steps of a stage.
     *
     * @param anchor of the group
     * @param key of the stage, the same in each window
     * @param state the word; empty for what has none
     * @param duration empty when unknown
     * @param parallel whether its executions stand side by side
     * @param message what a chat's user asked; empty when it is no response
     * @param continued whether its steps began in a window before
     */
    public record Group(String anchor, String key, String title, String status, String state, String duration,
            @Nullable Long runningSinceUs, String figures, String error, String message, boolean parallel, boolean continued,
            List<Step> steps, List<Group> executions) {

        public Group {
            steps = List.copyOf(steps);
            executions = List.copyOf(executions);
        }
    }

    /**
     * A call.
     *
     * @param kind the word for it
     * @param style of its kind: model or tool
     * @param description empty when it says nothing more than the name
     * @param address of the step alone
     * @param part the address of what is loaded when it is opened
     * @param search what the filter of the page looks in
     */
    public record Step(String anchor, String bar, long seq, String kind, String style, String name, String description,
            boolean failed, Moment at, String duration, String tokens, String size, String address, String part,
            String search) {
    }
}
