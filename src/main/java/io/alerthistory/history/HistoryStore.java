package io.alerthistory.history;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;

/**
 * Where the history is read from, and the key that signs the cursors of its list. Every method is one statement or one
 * snapshot, so that its result is of one moment. Long texts stay in the database and are read by {@link TextStore#piece}.
 */
public interface HistoryStore extends TextStore {

    /** Finds one page of sessions and, unless it is not wanted, how many match in all. */
    Uni<SessionPage> list(SessionQuery query);

    /**
     * Reads a session with what belongs to it, as far as the reading wants it.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable StoredSession> find(String sessionId, SessionReading reading);

    /**
     * Reads a stage alone.
     *
     * @return null when the session has no such stage
     */
    Uni<@Nullable StoredStage> stage(String sessionId, String executionId);

    /**
     * Reads the next stages, at most {@link StageQuery#MAX_ROWS} and as many as {@link StageQuery#MAX_BYTES} allow; one at
     * least, unless there are no more.
     */
    Uni<List<OutlinedStage>> stages(StageQuery query);

    /**
     * Reads the next interactions of a stage, at most {@link TimelineQuery#MAX_ROWS} and as many as
     * {@link TimelineQuery#MAX_BYTES} allow; one at least, unless there are no more.
     */
    Uni<List<StoredInteraction>> timeline(TimelineQuery query);

    /**
     * Reads one interaction of a session; a call to a model before a tool call of the same identifier.
     *
     * @return null when the session has no such interaction
     */
    Uni<@Nullable StoredInteraction> interaction(String sessionId, String interactionId);

    /**
     * Reads a window of a session's interactions without their payloads: at most {@link TraceQuery#limit} and as many as
     * {@link TraceQuery#MAX_TEXT_BYTES} allow; one at least, unless there are no more.
     *
     * @return null when there is no such session
     */
    Uni<@Nullable Trace> trace(TraceQuery query);

    /** Reads a session as the list shows it; null when there is no such session. */
    Uni<@Nullable SessionOverview> overview(String sessionId);

    /** Reads how far a session is; null when there is no such session. */
    Uni<@Nullable SessionProgress> progress(String sessionId);

    /** Reads the figures of a session; null when there is no such session. */
    Uni<@Nullable SessionSummary> summary(String sessionId);

    /**
     * Reads the result of an investigation.
     *
     * @param wanted the conversations to read; no other is touched
     * @return null when there is no such session
     */
    Uni<@Nullable FinalAnalysis> finalAnalysis(String sessionId, Set<ConversationKind> wanted);

    /**
     * Finds the sessions that have not ended, the newest first.
     *
     * @param nowUs the end of their duration so far
     */
    Uni<List<ActiveSession>> active(long max, long nowUs);

    /**
     * Counts the sessions of a range by the bucket in which they started, and by their status. What has no session is left out.
     */
    Uni<List<SessionCount>> counts(TimeBuckets range);

    /**
     * Finds the alert types of most sessions in a range, those of most first, and of equals the first by code point.
     *
     * @param toUs the end of the range, which is not part of it
     */
    Uni<List<AlertTypeFigures>> topAlertTypes(long fromUs, long toUs, int max);

    /** The first agent types by code point. */
    Uni<List<String>> agentTypes(long max);

    /** The first alert types by code point. */
    Uni<List<String>> alertTypes(long max);

    /** The tools in no order. When there are more than the maximum, servers are kept rather than their tools. */
    Uni<List<RecordedTool>> tools(long max);

    /**
     * The servers of the tools that the latest sessions called, in no order.
     *
     * @param alertType of these sessions; null for all
     * @param sessions how many of the latest sessions count
     */
    Uni<List<String>> recentServers(@Nullable String alertType, long sessions);

    /**
     * Finds the secret that all replicas sign with under a name. The first caller of all replicas stores its candidate; every
     * other one receives that.
     *
     * @param candidate {@link CursorSigner#SECRET_BYTES} random bytes
     * @param nowUs microseconds since the epoch
     */
    Uni<byte[]> findOrStoreSecret(String name, byte[] candidate, long nowUs);
}
