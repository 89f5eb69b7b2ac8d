package io.alerthistory.http.page.session;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.session.TimeScale.Span;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.session.StageExecution;
import io.alerthistory.time.Micros;

/** Draws the timeline of a session: a lane for each stage and each parallel agent, a bar for each call. */
final class Timeline {

    private static final int AXIS = 28;
    private static final int LANE = 48;
    private static final int LABEL = 14;
    private static final int TRACK = 26;
    private static final int MODEL_HEIGHT = 16;
    private static final int TOOL_HEIGHT = 8;
    private static final int MAX_LANES = 60;
    private static final int MAX_BARS = 1_200;

    /** The distance below which calls become one bar when there are too many. */
    private static final double FIRST_MERGE = 10;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long LONG_US = 86_400_000_000L;

    private final TimeScale scale;
    private final Span whole;
    private final StepAddresses addresses;

    private Timeline(TimeScale scale, Span whole, StepAddresses addresses) {
        this.scale = scale;
        this.whole = whole;
        this.addresses = addresses;
    }

    /** Calls of one lane and kind that are drawn as one bar. */
    private record Group(List<TraceEvent> calls, double x, double end) {

        TraceEvent first() {
            return calls.get(0);
        }
    }

    /**
     * Draws a session.
     *
     * @param events calls in any order
     * @param hasMore whether it has more calls than these
     * @param nowUs the end of what runs
     * @param addresses of the steps
     */
    static TimelineView of(SessionOutline outline, List<TraceEvent> events, boolean hasMore, long nowUs,
            StepAddresses addresses) {
        List<Span> busy = events.stream().map(Timeline::span).toList();
        long from = outline.session().session().startedAtUs;
        Long ended = outline.session().session().completedAtUs;
        long to = ended == null ? nowUs : ended;
        for (Span span : busy) {
            from = Math.min(from, span.fromUs());
            to = Math.max(to, span.toUs());
        }
        Span whole = new Span(from, to);
        return new Timeline(TimeScale.of(whole, busy), whole, addresses).draw(outline, events, hasMore, nowUs);
    }

    private static Span span(TraceEvent event) {
        return new Span(Steps.startUs(event), event.timestampUs());
    }

    private TimelineView draw(SessionOutline outline, List<TraceEvent> events, boolean hasMore, long nowUs) {
        Map<String, List<TraceEvent>> byStage = new HashMap<>();
        events.forEach(event -> byStage.computeIfAbsent(event.stageExecutionId(), id -> new ArrayList<>()).add(event));
        List<StageExecution> stages = new ArrayList<>();
        for (SessionOutline.Stage stage : outline.stages()) {
            stages.add(stage.execution());
            stage.executions().forEach(execution -> stages.add(execution.stage().stage()));
        }
        List<TimelineView.Lane> lanes = new ArrayList<>();
        double merge = merge(byStage);
        List<TraceEvent> alone = byStage.getOrDefault(Steps.NO_STAGE, List.of());
        if (!alone.isEmpty()) {
            lanes.add(lane(lanes.size(), null, alone, merge, nowUs));
        }
        for (StageExecution stage : stages) {
            if (lanes.size() < MAX_LANES) {
                lanes.add(lane(lanes.size(), stage, byStage.getOrDefault(stage.executionId, List.of()), merge, nowUs));
            }
        }
        return new TimelineView(AXIS + lanes.size() * LANE + 4, AXIS, ticks(), folds(), lanes,
                more(events.size(), hasMore, stages.size() + (alone.isEmpty() ? 0 : 1), Steps.unlisted(outline)));
    }

    private static String more(int drawn, boolean hasMore, int lanes, String unlisted) {
        List<String> parts = new ArrayList<>();
        if (hasMore) {
            parts.add("The timeline shows the first " + Words.count(drawn, "call", "calls") + ".");
        }
        if (lanes > MAX_LANES) {
            parts.add("It shows the first " + MAX_LANES + (unlisted.isEmpty() ? " of " + lanes : "") + " stages.");
        }
        if (!unlisted.isEmpty()) {
            parts.add(unlisted);
        }
        return String.join(" ", parts);
    }

    private List<TimelineView.Tick> ticks() {
        DateTimeFormatter format = whole.lengthUs() > LONG_US ? DAY : TIME;
        return scale.ticks().stream().map(tick -> new TimelineView.Tick(percent(tick.x()), Moment.of(tick.us()),
                format.format(Micros.instant(tick.us())))).toList();
    }

    private List<TimelineView.Fold> folds() {
        return scale.folds().stream().map(fold -> new TimelineView.Fold(percent(fold.x()), percent(fold.width()),
                Durations.of(fold.span().lengthUs() / 1_000) + " without a call")).toList();
    }

    private TimelineView.Lane lane(int number, @Nullable StageExecution stage, List<TraceEvent> calls, double merge,
            long nowUs) {
        int y = AXIS + number * LANE;
        List<TimelineView.Bar> bars = new ArrayList<>();
        for (InteractionKind kind : InteractionKind.values()) {
            groups(calls, kind, merge).forEach(group -> bars.add(bar(group, y)));
        }
        if (stage == null) {
            return new TimelineView.Lane(Steps.NO_STAGE, "Without a stage", "", "", false, y, y + LABEL, y + TRACK, "", "",
                    addresses.stage(Steps.NO_STAGE), bars);
        }
        Long started = stage.startedAtUs;
        Long completed = stage.completedAtUs;
        boolean nested = stage.parentStageExecutionId != null;
        double x = started == null ? 0 : scale.x(started);
        double end = scale.x(completed != null ? completed : stage.pausedAtUs != null ? stage.pausedAtUs : nowUs);
        return new TimelineView.Lane(stage.executionId, nested ? stage.agent : Steps.title(stage), Steps.word(stage.status),
                stage.status.jsonName(), nested, y, y + LABEL, y + TRACK, started == null ? "" : percent(x),
                percent(Math.max(0, end - x)), addresses.stage(stage.executionId), bars);
    }

    private TimelineView.Bar bar(Group group, int laneY) {
        boolean isModel = group.first().type() == InteractionKind.LLM;
        boolean failed = !Steps.succeeded(group.first());
        int y = laneY + TRACK + (isModel ? 0 : MODEL_HEIGHT - TOOL_HEIGHT);
        return new TimelineView.Bar("bar-" + group.first().seq(), isModel ? "model" : "tool", failed, percent(group.x()),
                percent(Math.max(0, group.end() - group.x())), y, isModel ? MODEL_HEIGHT : TOOL_HEIGHT,
                percent((group.x() + group.end()) / 2), laneY + TRACK - 5, addresses.step(group.first().seq()),
                title(group));
    }

    private static String title(Group group) {
        TraceEvent first = group.first();
        String failed = Steps.succeeded(first) ? "" : ", failed";
        if (group.calls().size() == 1) {
            return Steps.name(first) + ", " + Durations.of(first.durationMs()) + failed + ", "
                    + Moment.of(Steps.startUs(first)).text() + " UTC";
        }
        return Words.count(group.calls().size(), "call", "calls") + failed + ", from " + Moment.of(Steps.startUs(first)).text()
                + " UTC";
    }

    /** How near calls must be to become one bar, so that the drawing has a bounded number of bars. */
    private double merge(Map<String, List<TraceEvent>> byStage) {
        double merge = 0;
        while (count(byStage, merge) > MAX_BARS && merge < TimeScale.WIDTH) {
            merge = merge == 0 ? FIRST_MERGE : merge * 2;
        }
        return merge;
    }

    private int count(Map<String, List<TraceEvent>> byStage, double merge) {
        int count = 0;
        for (List<TraceEvent> calls : byStage.values()) {
            for (InteractionKind kind : InteractionKind.values()) {
                count += groups(calls, kind, merge).size();
            }
        }
        return count;
    }

    private List<Group> groups(List<TraceEvent> calls, InteractionKind kind, double merge) {
        List<Group> groups = new ArrayList<>();
        List<TraceEvent> ordered = calls.stream().filter(event -> event.type() == kind)
                .sorted(Comparator.comparing(Steps::succeeded).reversed().thenComparingLong(Steps::startUs)
                        .thenComparingLong(TraceEvent::seq))
                .toList();
        for (TraceEvent call : ordered) {
            double x = scale.x(Steps.startUs(call));
            double end = scale.x(call.timestampUs());
            Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last != null && merge > 0 && x - last.end() < merge && end - x < merge * 4
                    && Steps.succeeded(last.first()) == Steps.succeeded(call)) {
                last.calls().add(call);
                groups.set(groups.size() - 1, new Group(last.calls(), last.x(), Math.max(last.end(), end)));
            } else {
                groups.add(new Group(new ArrayList<>(List.of(call)), x, end));
            }
        }
        return groups;
    }

    private static String percent(double x) {
        return String.format(Locale.ROOT, "%.2f%%", Math.min(TimeScale.WIDTH, Math.max(0, x)) / TimeScale.WIDTH * 100);
    }
}
