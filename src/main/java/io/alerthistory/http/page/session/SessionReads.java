package io.alerthistory.http.page.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.ChatAvailability;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.Chats;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.SessionOutlines;
import io.alerthistory.history.StoredInteraction;
import io.alerthistory.history.Summaries;
import io.alerthistory.history.Trace;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;
import io.smallrye.mutiny.Uni;

/** Reads what the page of a session shows: everything in parts of bounded size. */
@Singleton
final class SessionReads {

    /** Bytes of an analysis that are shown. */
    static final int MAX_ANALYSIS = 262_144;

    /** Bytes of any other text that are shown. */
    static final int MAX_TEXT = 65_536;

    /** Bytes of the end of a conversation that is longer than that. */
    static final int MAX_END = 16_384;

    /** Calls on a timeline. */
    private static final int MAX_DRAWN = 10_000;

    private static final int MAX_MESSAGES = 100;

    private final SessionOutlines outlines;
    private final Summaries summaries;
    private final Chats chats;
    private final SharedDrawings drawings;
    private final PageWorkers workers;

    SessionReads(SessionOutlines outlines, Summaries summaries, Chats chats, SharedDrawings drawings, PageWorkers workers) {
        this.outlines = outlines;
        this.summaries = summaries;
        this.chats = chats;
        this.drawings = drawings;
        this.workers = workers;
    }

    /**
     * What a page shows.
     *
     * @param drawn the calls of the timeline
     * @param hasUndrawn whether there are more
     * @param shared the drawing that was made for a refresh; null when this page is drawn alone
     * @param texts the long texts by the name of their column, as far as they are shown
     * @param messages the latest ones; null when there is no chat
     */
    record Content(SessionOutline outline, StepWindow steps, List<TraceEvent> drawn, boolean hasUndrawn,
            @Nullable SharedDrawing shared, Map<String, Shown> texts, ChatAvailability chat, @Nullable ChatMessages messages) {

        /** Whether it takes long to make a page of it. */
        boolean isLarge() {
            return SessionViews.calls(outline.session().session().counters) > PageWorkers.MAX_CALLS
                    || outline.stages().size() > PageWorkers.MAX_CALLS
                    || texts.values().stream().mapToInt(shown -> shown.text().length()).sum() > PageWorkers.MAX_CHARS;
        }
    }

    /**
     * A text as far as it was read.
     *
     * @param bytes the length of all of it
     * @param end its end when it was read apart; empty otherwise
     */
    record Shown(String text, long bytes, boolean cut, String end) {

        static final Shown NOTHING = new Shown("", 0, false, "");

        static Shown whole(String text) {
            return new Shown(text, text.length(), false, "");
        }

        String note() {
            return cut ? "The first " + Sizes.of(text.getBytes(StandardCharsets.UTF_8).length) + " of " + Sizes.of(bytes) + "."
                    : "";
        }
    }

    /**
     * Reads everything for a page.
     *
     * @param isRefresh whether a page that is open reads what has changed
     * @param nowUs the end of what runs
     */
    Uni<Content> content(String sessionId, StepFilter filter, boolean isRefresh, long nowUs) {
        boolean isContinued = isRefresh || filter.afterSeq() > 0 || filter.isActive();
        return outlines.outline(sessionId, isContinued).flatMap(outline -> {
            AlertSession session = outline.session().session();
            boolean isShared = isRefresh && SessionViews.calls(session.counters) > 0;
            Uni<Drawing> steps = steps(sessionId, filter).flatMap(window -> isShared ? shared(outline, window, nowUs)
                    : drawing(sessionId, filter, window));
            Uni<Map<String, Shown>> texts = texts(outline);
            Uni<Talk> talk = talk(sessionId, session.chatMessageCount);
            return steps.flatMap(drawing -> texts.flatMap(read -> talk.map(said -> new Content(outline, drawing.window(),
                    drawing.events(), drawing.hasMore(), drawing.shared(), read, said.availability(), said.messages()))));
        });
    }

    /** Reads a window of steps, and the stages that they belong to. */
    Uni<Content> window(String sessionId, StepFilter filter) {
        return outlines.outline(sessionId, true)
                .flatMap(outline -> steps(sessionId, filter).map(window -> new Content(outline, window,
                        List.of(), false, null, Map.of(), new ChatAvailability(false, null, null), null)));
    }

    private record Drawing(StepWindow window, List<TraceEvent> events, boolean hasMore, @Nullable SharedDrawing shared) {
    }

    private record Talk(ChatAvailability availability, @Nullable ChatMessages messages) {
    }

    private Uni<Drawing> drawing(String sessionId, StepFilter filter, StepWindow window) {
        if (filter.afterSeq() == 0 && !filter.isActive() && window.nextAfterSeq() == null) {
            return Uni.createFrom().item(new Drawing(window, window.events(), false, null));
        }
        return all(sessionId, 0, new ArrayList<>())
                .map(events -> new Drawing(window, events.subList(0, Math.min(events.size(), MAX_DRAWN)),
                        events.size() > MAX_DRAWN, null));
    }

    private Uni<Drawing> shared(SessionOutline outline, StepWindow window, long nowUs) {
        return drawings.get(SharedDrawings.Key.of(outline), () -> draw(outline, nowUs))
                .map(shared -> new Drawing(window, List.of(), false, shared));
    }

    private Uni<SharedDrawing> draw(SessionOutline outline, long nowUs) {
        return all(outline.session().session().sessionId, 0, new ArrayList<>())
                .flatMap(events -> workers.run(events.size() > PageWorkers.MAX_CALLS, () -> {
                    List<TraceEvent> drawn = events.subList(0, Math.min(events.size(), MAX_DRAWN));
                    StepPlaces places = StepPlaces.of(outline, drawn, StepFilter.showing(1), null);
                    return Uni.createFrom().item(new SharedDrawing(
                            Timeline.of(outline, drawn, events.size() > MAX_DRAWN, nowUs, places), places));
                }));
    }

    private Uni<List<TraceEvent>> all(String sessionId, long afterSeq, List<TraceEvent> read) {
        return summaries.trace(new TraceQuery(sessionId, afterSeq, TraceQuery.MAX_LIMIT)).flatMap(trace -> {
            read.addAll(trace.events());
            Long next = trace.nextAfterSeq();
            return next == null || read.size() > MAX_DRAWN ? Uni.createFrom().item(read) : all(sessionId, next, read);
        });
    }

    private Uni<StepWindow> steps(String sessionId, StepFilter filter) {
        int limit = filter.isActive() ? TraceQuery.MAX_LIMIT : StepWindow.MAX_STEPS;
        return steps(sessionId, filter, limit, filter.afterSeq(), 0, new ArrayList<>());
    }

    /** Reads on until there are enough steps that match. */
    private Uni<StepWindow> steps(String sessionId, StepFilter filter, int limit, long afterSeq, int scanned,
            List<TraceEvent> found) {
        return summaries.trace(new TraceQuery(sessionId, afterSeq, limit)).flatMap(trace -> {
            for (TraceEvent event : trace.events()) {
                if (filter.matches(event)) {
                    if (found.size() == StepWindow.MAX_STEPS) {
                        long last = found.get(found.size() - 1).seq();
                        return Uni.createFrom().item(new StepWindow(found, last, last));
                    }
                    found.add(event);
                }
            }
            int looked = scanned + trace.events().size();
            Long next = trace.nextAfterSeq();
            if (next == null || !filter.isActive() || looked >= StepWindow.MAX_SCANNED) {
                return Uni.createFrom().item(new StepWindow(found, last(trace, afterSeq), next));
            }
            return steps(sessionId, filter, limit, next, looked, found);
        });
    }

    private static long last(Trace trace, long afterSeq) {
        return trace.events().isEmpty() ? afterSeq : trace.events().get(trace.events().size() - 1).seq();
    }

    private Uni<Talk> talk(String sessionId, int messages) {
        return chats.availability(sessionId).flatMap(availability -> availability.chatId() == null
                ? Uni.createFrom().item(new Talk(availability, null))
                : chats.messages(availability.chatId(), MAX_MESSAGES, Math.max(0, messages - MAX_MESSAGES))
                        .map(listed -> new Talk(availability, listed)));
    }

    private Uni<Map<String, Shown>> texts(SessionOutline outline) {
        AlertSession session = outline.session().session();
        Map<String, StoredText> large = outline.session().large();
        Map<String, Uni<Shown>> reads = new LinkedHashMap<>();
        reads.put("alert_data", json(session.alertData));
        reads.put("session_metadata", json(session.sessionMetadata));
        reads.put("pause_metadata", json(session.pauseMetadata));
        reads.put("chain_definition", json(session.chainDefinition));
        reads.put("mcp_selection", json(session.mcpSelection));
        reads.put("error_message", text(session.errorMessage, large.get("error_message")));
        reads.put("final_analysis", text(session.finalAnalysis, large.get("final_analysis"), MAX_ANALYSIS));
        reads.put("final_analysis_summary", text(session.finalAnalysisSummary, large.get("final_analysis_summary")));
        reads.put("runbook_url", text(session.runbookUrl, large.get("runbook_url")));
        return inOrder(reads);
    }

    /** Reads texts one after the other: most are there already, so that nothing is read. */
    static Uni<Map<String, Shown>> inOrder(Map<String, Uni<Shown>> reads) {
        Uni<Map<String, Shown>> done = Uni.createFrom().item(new HashMap<>());
        for (Map.Entry<String, Uni<Shown>> each : reads.entrySet()) {
            done = done.flatMap(read -> each.getValue().map(shown -> {
                read.put(each.getKey(), shown);
                return read;
            }));
        }
        return done;
    }

    /** Reads an interaction. */
    Uni<StoredInteraction> interaction(String sessionId, String interactionId) {
        return outlines.interaction(sessionId, interactionId);
    }

    /** Reads the beginning of a JSON value. */
    Uni<Shown> json(@Nullable JsonText value) {
        StoredText stored = value == null ? null : value.stored();
        return value == null ? Uni.createFrom().item(Shown.NOTHING)
                : stored == null ? Uni.createFrom().item(Shown.whole(value.text())) : stored(stored, MAX_TEXT);
    }

    /** The same with its end, when it is longer than what is shown. */
    Uni<Shown> jsonWithEnd(@Nullable JsonText value) {
        StoredText stored = value == null ? null : value.stored();
        return json(value).flatMap(shown -> stored == null || !shown.cut() ? Uni.createFrom().item(shown)
                : outlines.end(stored, (int) Math.min(MAX_END, stored.bytes() - MAX_TEXT)).map(JsonLayout::decoded)
                        .map(end -> new Shown(shown.text(), shown.bytes(), true, end)));
    }

    /** Reads the beginning of a text. */
    Uni<Shown> text(@Nullable String inline, @Nullable StoredText stored) {
        return text(inline, stored, MAX_TEXT);
    }

    private Uni<Shown> text(@Nullable String inline, @Nullable StoredText stored, int max) {
        return stored != null ? stored(stored, max)
                : Uni.createFrom().item(inline == null ? Shown.NOTHING : Shown.whole(inline));
    }

    private Uni<Shown> stored(StoredText stored, int max) {
        Function<String, Shown> shown = text -> new Shown(text, stored.bytes(), stored.bytes() > max, "");
        return outlines.beginning(stored, max).map(JsonLayout::decoded).map(shown);
    }
}
