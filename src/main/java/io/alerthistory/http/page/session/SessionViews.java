package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.history.SessionOutline;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Hyperlink;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.session.SessionReads.Content;
import io.alerthistory.http.page.session.SessionReads.Shown;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SessionCounters;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/** Makes the view of a session of what was read. */
final class SessionViews {

    /** The agent type of sessions that the webhook made. */

    private static final int MAX_ERROR = 4_000;

    private static final Map<String, String> RAW = new LinkedHashMap<>();
    static {
        RAW.put("alert_data", "Alert");
        RAW.put("session_metadata", "Session metadata");
        RAW.put("pause_metadata", "Pause");
        RAW.put("chain_definition", "Chain");
        RAW.put("mcp_selection", "Selected tools");
    }

    private final Content content;
    private final SessionOutline outline;
    private final AlertSession session;
    private final SessionAddress address;
    private final StepFilter filter;
    private final boolean isOperator;
    private final long nowUs;
    private final StepPlaces places;

    private SessionViews(Content content, StepFilter filter, boolean isOperator, long nowUs) {
        this.content = content;
        this.filter = filter;
        this.isOperator = isOperator;
        this.nowUs = nowUs;
        outline = content.outline();
        session = outline.session().session();
        address = new SessionAddress(session.sessionId);
        SharedDrawing shared = content.shared();
        places = shared != null ? shared.places() : StepPlaces.of(outline, content.drawn(), filter, content.steps());
    }

    /**
     * Makes the view.
     *
     * @param isOperator whether the caller may step in
     */
    static SessionView of(Content content, StepFilter filter, boolean isOperator, long nowUs) {
        return new SessionViews(content, filter, isOperator, nowUs).view();
    }

    private SessionView view() {
        StepsView steps = StepGroups.of(outline, filter, content.steps(), nowUs);
        return new SessionView(address.page(), address.api(), address.api() + "/events", calls(session.counters), head(),
                actions(), alert(), raw(),
                analysis(),
                timeline(),
                filters(), steps, stepsEmpty(steps), ChatViews.of(content, places, isOperator));
    }

    private @Nullable TimelineView timeline() {
        SharedDrawing shared = content.shared();
        if (shared != null) {
            return shared.timeline();
        }
        return content.drawn().isEmpty() && outline.stages().isEmpty() ? null
                : Timeline.of(outline, content.drawn(), content.hasUndrawn(), nowUs, places);
    }

    /** How many calls a session has. */
    static int calls(SessionCounters counters) {
        return counters.llmInteractionCount + counters.mcpCommunicationCount;
    }

    private Shown text(String column) {
        return content.texts().getOrDefault(column, Shown.NOTHING);
    }

    private SessionView.Head head() {
        SessionCounters counters = session.counters;
        Long duration = session.durationMs();
        Long ended = session.completedAtUs;
        String runbook = text("runbook_url").text();
        String link = Hyperlink.of(runbook);
        return new SessionView.Head(session.sessionId, title(), session.status.jsonName(), Words.of(session.status),
                session.agentType, Objects.requireNonNullElse(session.author, ""), Moment.of(session.startedAtUs),
                ended == null ? null : Moment.of(ended),
                Durations.of(duration == null ? (nowUs - session.startedAtUs) / 1_000 : duration),
                ended == null ? session.startedAtUs : null, tokens(counters), interactions(counters), stages(counters),
                link, alertPage(), link == null ? cut(runbook, MAX_ERROR) : "", cut(text("error_message").text(), MAX_ERROR),
                paused(),
                hold());
    }

    private @Nullable String alertPage() {
        InvestigatedAlert alert = InvestigatedAlert.of(session);
        return alert == null ? null : new AlertLink(alert.fingerprint(), alert.source()).page();
    }

    String title() {
        return session.alertType == null || session.alertType.isBlank() ? "Session " + session.sessionId : session.alertType;
    }

    private static String tokens(SessionCounters counters) {
        if (counters.sessionTotalTokens == null) {
            return "";
        }
        String parts = counters.sessionInputTokens == null || counters.sessionOutputTokens == null ? ""
                : " (" + Words.number(counters.sessionInputTokens) + " in, " + Words.number(counters.sessionOutputTokens)
                        + " out)";
        return Words.number(counters.sessionTotalTokens) + parts;
    }

    private static String interactions(SessionCounters counters) {
        return Words.count(counters.llmInteractionCount, "model call", "model calls") + ", "
                + Words.count(counters.mcpCommunicationCount, "tool call", "tool calls");
    }

    private static String stages(SessionCounters counters) {
        if (counters.totalStages == 0) {
            return "";
        }
        return counters.completedStages + " of " + counters.totalStages + " completed"
                + (counters.failedStages == 0 ? "" : ", " + counters.failedStages + " failed");
    }

    /** Why it is paused, as its worker says. */
    private String paused() {
        if (session.status != SessionStatus.PAUSED) {
            return "";
        }
        Shown metadata = text("pause_metadata");
        if (metadata.cut() || metadata.text().isEmpty()) {
            return "The session is paused.";
        }
        JsonNode tree = new JsonText(metadata.text()).tree();
        String message = tree.path("message").asText("");
        return message.isEmpty() ? "The session is paused." : cut(message, MAX_ERROR);
    }

    private SessionView.@Nullable Hold hold() {
        Long since = session.heldAtUs;
        return since == null ? null
                : new SessionView.Hold(Objects.requireNonNullElse(session.holdReason, ""),
                        Objects.requireNonNullElse(session.heldBy, ""), Moment.of(since));
    }

    private SessionView.Actions actions() {
        boolean cancel = isOperator && !session.isTerminal() && session.status != SessionStatus.CANCELING;
        boolean resume = isOperator && session.status == SessionStatus.PAUSED;
        List<SessionView.Agent> agents = new ArrayList<>();
        if (isOperator && !session.isTerminal()) {
            outline.stages().forEach(stage -> stage.executions().stream().map(each -> each.stage().stage())
                    .filter(execution -> execution.status == StageStatus.PAUSED).map(this::agent).forEach(agents::add));
        }
        return new SessionView.Actions(isOperator, cancel, resume, isOperator && !session.isHeld(),
                isOperator && session.isHeld(), agents,
                session.status.jsonName() + session.isHeld()
                        + agents.stream().map(SessionView.Agent::address).collect(Collectors.joining(" ")));
    }

    private SessionView.Agent agent(StageExecution execution) {
        return new SessionView.Agent(execution.agent + ", " + execution.parallelIndex + " of " + execution.stageName,
                address.under("stages/" + QueryWriter.encoded(execution.executionId) + "/cancel"));
    }

    private List<SessionView.Facts> alert() {
        Shown data = text("alert_data");
        return data.cut() || data.text().isEmpty() ? List.of() : AlertData.of(new JsonText(data.text()));
    }

    private List<SessionView.Raw> raw() {
        List<SessionView.Raw> raw = new ArrayList<>();
        RAW.forEach((column, title) -> {
            Shown shown = text(column);
            if (!shown.text().isEmpty() && !shown.text().equals("{}")) {
                raw.add(new SessionView.Raw(title, JsonLayout.of(shown.text()), shown.note()));
            }
        });
        return raw;
    }

    private SessionView.Analysis analysis() {
        Shown analysis = text("final_analysis");
        return new SessionView.Analysis(analysis.text().isBlank() ? "" : Markdown.html(analysis.text()),
                cut(text("final_analysis_summary").text(), MAX_ERROR), analysis.note());
    }

    private SessionView.Filters filters() {
        return new SessionView.Filters(filter.text(), filter.failures(),
                List.of(new SessionView.Kind("", "All", filter.kind().isEmpty()),
                        new SessionView.Kind(StepFilter.MODEL, "Model calls", filter.kind().equals(StepFilter.MODEL)),
                        new SessionView.Kind(StepFilter.TOOL, "Tool calls", filter.kind().equals(StepFilter.TOOL))),
                filter.isActive() ? address.page() + "#steps" : null);
    }

    private String stepsEmpty(StepsView steps) {
        if (steps.shown() > 0 || (!filter.isActive() && !steps.groups().isEmpty())) {
            return "";
        }
        if (filter.isActive()) {
            return content.steps().nextAfterSeq() == null ? "No step matches."
                    : "No step matches so far: there are more to look at.";
        }
        if (filter.afterSeq() > 0) {
            return "There are no later steps.";
        }
        return switch (session.status) {
            case PENDING -> "The session waits for a worker. Its steps appear here.";
            case IN_PROGRESS, PAUSED, CANCELING -> "No step has been recorded yet. Steps appear here as they happen.";
            default -> "The session ended without a step.";
        };
    }

    static String cut(String text, int max) {
        String beginning = Truncation.beginning(text, max);
        return beginning.equals(text) ? text : beginning + "…";
    }
}
