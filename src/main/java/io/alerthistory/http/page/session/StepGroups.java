package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.ChatUserMessage;
import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.LongText;
import io.alerthistory.json.Truncation;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/** Groups the steps of a window by their stages. */
final class StepGroups {

    private static final int MAX_ERROR = 2_000;

    private final SessionAddress address;
    private final StepFilter filter;
    private final StepWindow window;
    private final long nowUs;
    private final Map<String, List<TraceEvent>> byStage = new HashMap<>();

    private StepGroups(SessionAddress address, StepFilter filter, StepWindow window, long nowUs) {
        this.address = address;
        this.filter = filter;
        this.window = window;
        this.nowUs = nowUs;
        window.events().forEach(event -> byStage.computeIfAbsent(event.stageExecutionId(), id -> new ArrayList<>()).add(event));
    }

    /**
     * Makes the view of a window of a session.
     *
     * @param nowUs the end of what runs
     */
    static StepsView of(SessionOutline outline, StepFilter filter, StepWindow window, long nowUs) {
        SessionAddress address = new SessionAddress(outline.session().session().sessionId);
        return new StepGroups(address, filter, window, nowUs).view(outline);
    }

    private StepsView view(SessionOutline outline) {
        List<StepsView.Group> groups = new ArrayList<>();
        for (SessionOutline.Stage stage : outline.stages()) {
            List<OutlinedStage> executions = stage.executions().stream().filter(this::isShown).toList();
            if (!executions.isEmpty() || isShown(stage.outlined())) {
                groups.add(group(stage, executions));
            }
        }
        outline.stages().forEach(this::forget);
        List<TraceEvent> alone = byStage.remove(Steps.NO_STAGE);
        if (alone != null) {
            groups.add(0, group(Steps.NO_STAGE, "Without a stage", alone));
        }
        List<TraceEvent> others = byStage.values().stream().flatMap(List::stream).toList();
        if (!others.isEmpty()) {
            groups.add(group(Steps.UNLISTED, "Stages that are not listed", others));
        }
        Long next = window.nextAfterSeq();
        String nextPage = next == null ? null : filter.after(next).at(address.page()) + "#steps";
        return new StepsView(groups, window.lastSeq(), window.events().size(), Steps.unlisted(outline),
                previous(), nextPage,
                next == null ? null : filter.after(next).at(address.under("steps")));
    }

    private StepsView.Group group(String key, String title, List<TraceEvent> events) {
        return new StepsView.Group(Steps.group(key), key, title, "", "", "", null, "", "", "", false, filter.afterSeq() > 0,
                steps(events), List.of());
    }

    /** A window of a filter may begin anywhere, so only the beginning is before it. */
    private @Nullable String previous() {
        if (filter.afterSeq() == 0) {
            return null;
        }
        long before = filter.isActive() ? 0 : Math.max(0, filter.afterSeq() - StepWindow.MAX_STEPS);
        return filter.after(before).at(address.page()) + "#steps";
    }

    /** What has no step in the window is shown behind the last step: it has none at all, or may get more. */
    private boolean isShown(OutlinedStage outlined) {
        StageExecution stage = outlined.stage().stage();
        boolean isEmpty = count(outlined) == 0 && outlined.executions() == 0;
        return !events(outlined).isEmpty() || (!filter.isActive() && window.nextAfterSeq() == null
                && (isEmpty || !stage.status.isTerminal()));
    }

    private static int count(OutlinedStage stage) {
        return stage.llm().count() + stage.mcp().count();
    }

    private List<TraceEvent> events(OutlinedStage stage) {
        return byStage.getOrDefault(stage.stage().stage().executionId, List.of());
    }

    private void forget(SessionOutline.Stage stage) {
        byStage.remove(stage.execution().executionId);
        stage.executions().forEach(execution -> byStage.remove(execution.stage().stage().executionId));
    }

    /** Whether a window before has steps of a stage. */
    private boolean isContinued(OutlinedStage stage) {
        return filter.afterSeq() > 0 && (filter.isActive() || count(stage) > events(stage).size());
    }

    private StepsView.Group group(SessionOutline.Stage stage, List<OutlinedStage> shown) {
        boolean isParallel = stage.executions().size() > 1;
        List<StepsView.Group> executions = new ArrayList<>();
        for (OutlinedStage execution : shown) {
            executions.add(group(execution, execution.stage().stage().agent, List.of(), isParallel, isContinued(execution)));
        }
        return group(stage.outlined(), Steps.title(stage.execution()), executions, false,
                isContinued(stage.outlined()) || stage.executions().stream().anyMatch(this::isContinued));
    }

    private StepsView.Group group(OutlinedStage outlined, String title, List<StepsView.Group> executions, boolean isExecution,
            boolean isContinued) {
        StageExecution stage = outlined.stage().stage();
        Long started = stage.startedAtUs;
        boolean runs = started != null && stage.status == StageStatus.ACTIVE;
        Long end = runs ? Long.valueOf(nowUs) : stage.completedAtUs == null ? stage.pausedAtUs : stage.completedAtUs;
        String duration = started == null || end == null ? "" : Durations.of((end - started) / 1_000);
        return new StepsView.Group(Steps.group(stage.executionId), stage.executionId,
                isExecution ? stage.parallelIndex + ". " + title : title, stage.status.jsonName(), Steps.word(stage.status),
                duration, runs ? started : null, figures(outlined),
                error(outlined), message(outlined.stage().chatUserMessage()), executions.size() > 1, isContinued,
                steps(events(outlined)), executions);
    }

    private static String figures(OutlinedStage stage) {
        List<String> parts = new ArrayList<>();
        if (stage.llm().count() > 0) {
            parts.add(Words.count(stage.llm().count(), "model call", "model calls"));
        }
        if (stage.mcp().count() > 0) {
            parts.add(Words.count(stage.mcp().count(), "tool call", "tool calls"));
        }
        Tokens tokens = stage.llm().tokens();
        if (tokens.total() != null && tokens.total() > 0) {
            parts.add(Words.shortNumber(tokens.total()) + " tokens");
        }
        return String.join(" · ", parts);
    }

    private static String error(OutlinedStage stage) {
        String error = stage.stage().stage().errorMessage;
        if (error != null) {
            String cut = Truncation.beginning(error, MAX_ERROR);
            return cut.equals(error) ? error : cut + "…";
        }
        return stage.stage().large().containsKey("error_message") ? "A long error message: see the JSON of the session" : "";
    }

    private static String message(@Nullable ChatUserMessage message) {
        if (message == null) {
            return "";
        }
        LongText content = message.content();
        String text = content.inMemory().orElse("A long message: it stands in the chat");
        String cut = Truncation.beginning(text, MAX_ERROR);
        return message.author() + ": " + (cut.equals(text) ? text : cut + "…");
    }

    private List<StepsView.Step> steps(List<TraceEvent> events) {
        return events.stream().sorted(Comparator.comparingLong(Steps::startUs).thenComparingLong(TraceEvent::seq))
                .map(this::step).toList();
    }

    private StepsView.Step step(TraceEvent event) {
        String address = this.address.step(event.id());
        boolean isModel = event.details() instanceof LlmOutline;
        return new StepsView.Step(Steps.anchor(event.seq()), "#bar-" + event.seq(), event.seq(), Steps.kind(event),
                isModel ? StepFilter.MODEL : StepFilter.TOOL, Steps.name(event), isModel ? "" : description(event),
                !Steps.succeeded(event), Moment.of(Steps.startUs(event)), Durations.of(event.durationMs()), tokens(event),
                event.payloadBytes() == 0 ? "" : Sizes.of(event.payloadBytes()), address, address + "?part=true",
                StepFilter.searched(event));
    }

    /** A description that the service made of the names says nothing new. */
    private static String description(TraceEvent event) {
        String text = event.stepDescription();
        return (text.startsWith("Execute ") && text.contains(" via ")) || text.startsWith("Discover available tools") ? ""
                : text;
    }

    private static String tokens(TraceEvent event) {
        if (!(event.details() instanceof LlmOutline llm) || (llm.totalTokens() == null && llm.inputTokens() == null)) {
            return "";
        }
        Long total = llm.totalTokens() != null ? llm.totalTokens() : sum(llm.inputTokens(), llm.outputTokens());
        return total == null ? "" : Words.shortNumber(total) + " tokens";
    }

    private static @Nullable Long sum(@Nullable Long input, @Nullable Long output) {
        return input == null ? output : output == null ? input : Long.valueOf(input + output);
    }
}
