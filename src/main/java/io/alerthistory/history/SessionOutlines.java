package io.alerthistory.history;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.SessionOutline.Stage;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.request.Caller;
import io.alerthistory.session.Sessions;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** What a page of one session reads: parts of bounded size, never the whole timeline. */
@ApplicationScoped
public class SessionOutlines {

    /** The stages of an outline at most, executions of parallel stages included. */
    public static final int MAX_STAGES = 500;

    private final HistoryStore store;
    private final Audits audits;
    private final ObjectMapper json;
    private final Clock clock;
    private final RecentViews views = new RecentViews();

    SessionOutlines(HistoryStore store, Audits audits, ObjectMapper json, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Reads a session and its first {@link #MAX_STAGES} stages.
     *
     * @param isContinued whether the caller goes on with a page: that is no further entry of the audit log, as long as this
     *        process wrote one for the caller not long ago
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<SessionOutline> outline(String sessionId, boolean isContinued) {
        return audited(sessionId, isContinued).chain(() -> store.find(sessionId, SessionReading.OUTLINE)).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId)).flatMap(this::withStages);
    }

    /**
     * Reads one interaction; its long texts stay in the database.
     *
     * @throws ProblemException 404 when the session has no such interaction
     */
    public Uni<StoredInteraction> interaction(String sessionId, String interactionId) {
        return audits.read(sessionId, Map.of("interaction_id", interactionId))
                .chain(() -> store.interaction(sessionId, interactionId)).onItem().ifNull()
                .failWith(() -> new ProblemException(ErrorCode.INTERACTION_NOT_FOUND,
                        "Interaction " + interactionId + " of session " + sessionId + " not found"));
    }

    /** Reads the beginning of a long text. It may end within a character. */
    public Uni<Utf8> beginning(StoredText text, int maxBytes) {
        return store.piece(text, 0, (int) Math.min(maxBytes, text.bytes()));
    }

    /** Reads the end of a long text. It may begin within a character. */
    public Uni<Utf8> end(StoredText text, int maxBytes) {
        long from = Math.max(0, text.bytes() - maxBytes);
        return store.piece(text, from, (int) (text.bytes() - from));
    }

    /**
     * Makes a document of all interactions with their payloads, one JSON value a line, which reads them one after the other
     * while it is sent.
     *
     * @throws ProblemException 404 when there is no such session
     */
    public Uni<JsonDocument> lines(String sessionId) {
        return audits.read(sessionId).chain(() -> store.overview(sessionId)).onItem().ifNull()
                .failWith(() -> Sessions.unknown(sessionId))
                .map(session -> InteractionLines.document(session, store, json));
    }

    private Uni<Void> audited(String sessionId, boolean isContinued) {
        Caller caller = Caller.current();
        Viewer viewer = new Viewer(caller.kind(), caller.name(), sessionId);
        long now = Micros.now(clock);
        return isContinued && views.isRecent(viewer, now) ? Uni.createFrom().voidItem()
                : audits.read(sessionId).invoke(() -> views.add(viewer, now));
    }

    private Uni<SessionOutline> withStages(StoredSession session) {
        String id = session.session().sessionId;
        long lastSeq = session.session().counters.lastSeq;
        StageQuery query = StageQuery.topLevel(id, lastSeq);
        return rest(query, new ArrayList<>(session.firstStages()), session.firstStages(), MAX_STAGES)
                .flatMap(stages -> executions(stages, 0, lastSeq, new ArrayList<>(), stages.size()))
                .map(stages -> new SessionOutline(session, within(stages), count(stages) > MAX_STAGES));
    }

    /**
     * Reads pages of stages until there are no more, or one more than the maximum. A short page may be one of long texts, so
     * only an empty one is the end.
     */
    private Uni<List<OutlinedStage>> rest(StageQuery query, List<OutlinedStage> read, List<OutlinedStage> page, int max) {
        if (page.isEmpty() || read.size() > max) {
            return Uni.createFrom().item(read);
        }
        return store.stages(query.after(page.get(page.size() - 1).stage().stage())).flatMap(next -> {
            read.addAll(next);
            return rest(query, read, next, max);
        });
    }

    /** Reads the executions of parallel stages, one stage after the other, until there are enough. */
    private Uni<List<Stage>> executions(List<OutlinedStage> stages, int at, long lastSeq, List<Stage> done, int count) {
        int next = at;
        while (next < stages.size() && (stages.get(next).executions() == 0 || count > MAX_STAGES)) {
            done.add(new Stage(stages.get(next), List.of()));
            next++;
        }
        if (next == stages.size()) {
            return Uni.createFrom().item(done);
        }
        OutlinedStage parent = stages.get(next);
        int following = next + 1;
        StageQuery query = StageQuery.executions(parent.stage().stage().sessionId, parent.stage().stage().executionId, lastSeq);
        int expected = Math.min(parent.executions() - 1, MAX_STAGES - count); // with all of them no page is missing
        return store.stages(query).flatMap(first -> rest(query, new ArrayList<>(first), first, expected))
                .flatMap(found -> {
                    done.add(new Stage(parent, found));
                    return executions(stages, following, lastSeq, done, count + found.size());
                });
    }

    private static int count(List<Stage> stages) {
        return stages.stream().mapToInt(stage -> 1 + stage.executions().size()).sum();
    }

    private static List<Stage> within(List<Stage> stages) {
        List<Stage> kept = new ArrayList<>();
        int left = MAX_STAGES;
        for (Stage stage : stages) {
            if (left <= 0) {
                break;
            }
            left--;
            int executions = Math.min(left, stage.executions().size());
            kept.add(new Stage(stage.outlined(), stage.executions().subList(0, executions)));
            left -= executions;
        }
        return kept;
    }

    /** A caller and the session whose page the caller reads. */
    record Viewer(Caller.Kind kind, String name, String sessionId) {
    }

    /** The callers whose reads are in the audit log, and since when. */
    static final class RecentViews {

        static final int MAX_VIEWS = 10_000;
        static final Duration RECENT = Duration.ofHours(1);

        private final Map<Viewer, Long> atUs = new LinkedHashMap<>();

        synchronized boolean isRecent(Viewer viewer, long nowUs) {
            Long at = atUs.get(viewer);
            return at != null && Math.abs(nowUs - at) < RECENT.toNanos() / 1_000;
        }

        synchronized void add(Viewer viewer, long nowUs) {
            atUs.remove(viewer);
            if (atUs.size() == MAX_VIEWS) {
                atUs.remove(atUs.keySet().iterator().next());
            }
            atUs.put(viewer, nowUs);
        }
    }
}
