package io.alerthistory.http.page.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A session as Markdown, to be pasted into a ticket or a chat. */
final class SessionText {

    private final StringBuilder out = new StringBuilder();

    private SessionText() {
    }

    /**
     * Writes a session.
     *
     * @param analysis the Markdown of its analysis
     */
    static String of(SessionView view, String analysis) {
        return new SessionText().write(view, analysis);
    }

    private String write(SessionView view, String analysis) {
        SessionView.Head head = view.head();
        out.append("# ").append(line(head.title())).append("\n\n");
        fact("State", head.state());
        fact("Agent", head.agent());
        fact("Author", head.author());
        fact("Started", head.started().exact());
        fact("Ended", head.ended() == null ? "" : head.ended().exact());
        fact("Duration", head.duration());
        fact("Stages", head.stages());
        fact("Calls", head.interactions());
        fact("Tokens", head.tokens());
        fact("Runbook", head.runbook());
        fact("Session", head.id());
        if (!head.error().isEmpty()) {
            out.append("\n## Error\n\n");
            fenced(head.error());
        }
        for (SessionView.Facts facts : view.alert()) {
            out.append("\n## ").append(facts.title().isEmpty() ? "Alert" : facts.title()).append("\n\n");
            facts.shown().forEach(each -> fact(each.name(), each.value()));
            facts.folded().forEach(each -> fact(each.name(), each.value()));
        }
        if (!analysis.isBlank()) {
            out.append("\n## Analysis\n\n").append(analysis.strip()).append('\n');
            if (!view.analysis().note().isEmpty()) {
                out.append("\n_").append(view.analysis().note()).append("_\n");
            }
        }
        if (!view.steps().groups().isEmpty()) {
            out.append("\n## Steps\n");
            groups(view.steps().groups(), "###");
            if (view.steps().next() != null) {
                out.append("\n_The first ").append(view.steps().shown()).append(" steps._\n");
            }
        }
        return out.toString();
    }

    private void groups(List<StepsView.Group> groups, String marks) {
        for (StepsView.Group group : groups) {
            out.append('\n').append(marks).append(' ').append(line(group.title()))
                    .append(group.state().isEmpty() ? "" : " (" + group.state() + ")").append("\n\n");
            if (!group.error().isEmpty()) {
                fenced(group.error());
            }
            for (StepsView.Step step : group.steps()) {
                out.append("- ").append(step.at().text()).append(" UTC ").append(step.kind()).append(": ")
                        .append(line(step.name())).append(", ").append(step.duration())
                        .append(step.failed() ? ", **failed**" : "").append('\n');
            }
            groups(group.executions(), marks + "#");
        }
    }

    private void fact(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            out.append("- **").append(line(name)).append("**: ").append(line(value)).append('\n');
        }
    }

    /** A fence is longer than any run of marks in the text. */
    private void fenced(String text) {
        int length = 3;
        while (text.contains("`".repeat(length))) {
            length++;
        }
        String fence = "`".repeat(length);
        out.append(fence).append('\n').append(text).append('\n').append(fence).append('\n');
    }

    /** One line in which nothing is markup. */
    private static String line(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_<>\\[\\]|#])", "\\\\$1").strip();
    }
}
