package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.Conversation;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.SessionProgress;
import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.SessionSummary.ChainStatistics;
import io.alerthistory.history.Trace;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link HistoryStore} does. */
interface SummaryStoreContract {

    SessionStore sessions();

    InteractionStore interactions();

    HistoryStore history();

    private AlertSession stored(AlertSession session) {
        Await.on(() -> sessions().create(session));
        return session;
    }

    private SessionSummary summary(String id) {
        return Await.on(() -> history().summary(id));
    }

    private FinalAnalysis analysis(String id, Set<ConversationKind> wanted) {
        return Await.on(() -> history().finalAnalysis(id, wanted));
    }

    private void append(String sessionId, LlmInteractionType type, long timestampUs, @Nullable String conversation) {
        LlmInteraction sample = Samples.llm(sessionId, Samples.id(), timestampUs);
        LlmInteraction llm = new LlmInteraction(new Call(sample.id(), sessionId, null, timestampUs, 0, true, null, false, 0),
                type.jsonName() + "@" + timestampUs, null, null, conversation == null ? null : new JsonText(conversation),
                new Tokens(1L, null, null), null, null, type, null, null);
        Await.on(() -> interactions().append(new Batch<>(sessionId, InteractionKind.LLM, List.of(llm), Set.of(), 42)));
    }

    @Test
    default void summarizesWhatTheSessionsRowKeeps() {
        AlertSession session = Samples.session();
        session.status = SessionStatus.FAILED;
        session.completedAtUs = session.startedAtUs + 1_999_999;
        session.errorMessage = "broken";
        JsonText agents = new JsonText("{\"KubernetesAgent\":5}");
        stored(session);
        Await.on(() -> sessions().update(session.sessionId, changed -> {
            changed.counters.llmInteractionCount = 3;
            changed.counters.mcpCommunicationCount = 4;
            changed.counters.sessionInputTokens = 10L;
            changed.counters.sessionTotalTokens = 12L;
            changed.counters.totalStages = 5;
            changed.counters.completedStages = 2;
            changed.counters.failedStages = 1;
            changed.counters.stagesByAgent = agents;
        }));
        SessionSummary summary = summary(session.sessionId);
        JsonText byAgent = summary.chainStatistics().stagesByAgent();
        assertThat(summary)
                .isEqualTo(new SessionSummary(7, 3, 4, 0, 1, 1999, 10, 0, 12, new ChainStatistics(5, 2, 1, byAgent)));
        assertThat(byAgent.sameValue(agents)).isTrue();
    }

    @Test
    default void summarizesASessionOfWhichNothingIsKnown() {
        SessionSummary summary = summary(stored(Samples.session()).sessionId);
        assertThat(summary).isEqualTo(
                new SessionSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, new ChainStatistics(0, 0, 0, JsonText.EMPTY_OBJECT)));
    }

    @Test
    default void anEmptyErrorMessageIsNoError() {
        AlertSession session = Samples.session();
        session.errorMessage = "";
        assertThat(summary(stored(session).sessionId).errorsCount()).isZero();
    }

    @Test
    default void hasNoExcerptsOfAnUnknownSession() {
        assertThat(summary(Samples.id())).isNull();
        assertThat(analysis(Samples.id(), EnumSet.noneOf(ConversationKind.class))).isNull();
        assertThat(analysis(Samples.id(), EnumSet.allOf(ConversationKind.class))).isNull();
    }

    @Test
    default void readsHowFarASessionIs() {
        AlertSession session = stored(Samples.session());
        Await.on(() -> sessions().update(session.sessionId, changed -> {
            changed.currentStageIndex = 3;
            changed.counters.lastInteractionAt = 7L;
            changed.counters.totalStages = 5;
            changed.counters.completedStages = 2;
            changed.counters.failedStages = 1;
        }));

        assertThat(Await.on(() -> history().progress(session.sessionId)))
                .isEqualTo(new SessionProgress(session.sessionId, SessionStatus.IN_PROGRESS, 2, 7L, 3, 5, 2, 1));
        assertThat(Await.on(() -> history().progress(Samples.id()))).isNull();
    }

    @Test
    default void readsOneInteractionOfItsSessionOnly() {
        String id = stored(Samples.session()).sessionId;
        LlmInteraction llm = Samples.llm(id, Samples.id(), 10);
        Await.on(() -> interactions().append(new Batch<>(id, InteractionKind.LLM, List.of(llm), Set.of(), 42)));
        McpInteraction mcp = Samples.mcp(id, Samples.id(), 20);
        Await.on(() -> interactions().append(new Batch<>(id, InteractionKind.MCP, List.of(mcp), Set.of(), 42)));

        assertThat(Await.on(() -> history().interaction(id, llm.id())).interaction()).isEqualTo(llm.numbered(1));
        assertThat(Await.on(() -> history().interaction(id, mcp.id())).interaction()).isEqualTo(mcp.numbered(2));
        String other = stored(Samples.session()).sessionId;
        assertThat(Await.on(() -> history().interaction(other, llm.id()))).isNull();
    }

    @Test
    default void tracesTheInteractionsOfBothKindsByTheirNumber() {
        String id = stored(Samples.session()).sessionId;
        LlmInteraction llm = Samples.llm(id, Samples.id(), 20);
        Await.on(() -> interactions().append(new Batch<>(id, InteractionKind.LLM, List.of(llm), Set.of(), 42)));
        McpInteraction mcp = Samples.mcp(id, Samples.id(), 10);
        Await.on(() -> interactions().append(new Batch<>(id, InteractionKind.MCP, List.of(mcp), Set.of(), 42)));
        TraceEvent first = TraceEvent.of(llm.id(), 20, 1200, null, 1, "thinking".length() + bytes(llm.conversation()),
                new LlmOutline("gpt-x", "openai", LlmInteractionType.INVESTIGATION, 100L, 20L, 120L, null, true, false));
        TraceEvent second = TraceEvent.of(mcp.id(), 10, null, 30, null, 2, bytes(mcp.toolResult()),
                new McpOutline("get_pods", "kubernetes-server", McpCommunicationType.TOOL_CALL, true, false));

        assertThat(trace(id, 0, 2)).isEqualTo(new Trace(List.of(first, second), null));
        assertThat(trace(id, 0, 1)).isEqualTo(new Trace(List.of(first), 1L));
        assertThat(trace(id, 1, 1)).isEqualTo(new Trace(List.of(second), null));
        assertThat(trace(id, 2, 1)).isEqualTo(new Trace(List.of(), null));
        assertThat(trace(stored(Samples.session()).sessionId, 0, 1)).isEqualTo(new Trace(List.of(), null));
        assertThat(trace(Samples.id(), 0, 1)).isNull();
    }

    private static long bytes(@Nullable JsonText payload) {
        return Objects.requireNonNull(payload).length();
    }

    private Trace trace(String sessionId, long afterSeq, int limit) {
        return Await.on(() -> history().trace(new TraceQuery(sessionId, afterSeq, limit)));
    }

    @Test
    default void readsNoConversationThatIsNotWanted() {
        String id = stored(Samples.session()).sessionId;
        append(id, LlmInteractionType.FINAL_ANALYSIS, 10, "{\"messages\":[]}");
        assertThat(analysis(id, EnumSet.noneOf(ConversationKind.class)).llmConversation()).isNull();
        assertThat(analysis(id, EnumSet.of(ConversationKind.CHAT)).llmConversation()).isNull();
        assertThat(analysis(id, EnumSet.of(ConversationKind.CHAT)).chatConversation()).isNull();
    }

    @Test
    default void prefersTheLatestFinalAnalysisThatHasAConversation() {
        String id = stored(Samples.session()).sessionId;
        append(id, LlmInteractionType.FINAL_ANALYSIS_SUMMARY, 90, "{\"messages\":[]}");
        assertThat(conversation(id)).isNull();
        append(id, LlmInteractionType.INVESTIGATION, 70, null);
        assertThat(conversation(id)).isNull();
        append(id, LlmInteractionType.INVESTIGATION, 40, "{\"messages\":[]}");
        append(id, LlmInteractionType.FORCED_CONCLUSION, 50, "{\"messages\":[]}");
        append(id, LlmInteractionType.SUMMARIZATION, 30, "{\"messages\":[]}");
        assertThat(conversation(id).modelName()).isEqualTo("forced_conclusion@50");
        append(id, LlmInteractionType.FINAL_ANALYSIS, 20, "{\"messages\":[]}");
        append(id, LlmInteractionType.FINAL_ANALYSIS, 10, "{\"messages\":[]}");
        append(id, LlmInteractionType.FINAL_ANALYSIS, 80, null);
        assertThat(conversation(id).modelName()).isEqualTo("final_analysis@20");
    }

    @Test
    default void ofTwoAtTheSameTimeTheLaterArrivalIsTheLatest() {
        String id = stored(Samples.session()).sessionId;
        append(id, LlmInteractionType.FINAL_ANALYSIS, 20, "{\"messages\":[1]}");
        append(id, LlmInteractionType.FINAL_ANALYSIS, 20, "{\"messages\":[2]}");
        assertThat(conversation(id).messages()).isEqualTo(new JsonText("[2]"));
    }

    @Test
    default void givesMessagesAsRecordedAndNoneWhereThereAreNone() {
        String messages = "[{\"role\":\"user\",\"content\":\"Ü \\\"<b>\\\" 漢\\n\",\"n\":[1.50,12345678901234567890]}]";
        for (String conversation : List.of("{\"messages\":" + messages + ",\"more\":1}", "{}", "{\"messages\":null}",
                "{\"messages\":{\"role\":\"user\"}}", "{\"messages\":\"[text]\"}")) {
            String id = stored(Samples.session()).sessionId;
            append(id, LlmInteractionType.INVESTIGATION, 20, conversation);
            JsonText expected = new JsonText(conversation.contains("more") ? messages : "[]");
            assertThat(conversation(id).messages().sameValue(expected)).as(conversation).isTrue();
        }
    }

    private Conversation conversation(String id) {
        return analysis(id, EnumSet.of(ConversationKind.INVESTIGATION)).llmConversation();
    }

    @Test
    default void findsTheNewestThatHaveNotEnded() {
        long future = 200_000_000_000_000_000L; // newer than whatever the other tests leave behind
        AlertSession older = open(SessionStatus.PAUSED, future);
        AlertSession newer = open(SessionStatus.CANCELING, future + 1);
        AlertSession newest = open(SessionStatus.PENDING, future + 2);
        AlertSession ended = open(SessionStatus.COMPLETED, future + 3);
        List<String> found = active(1000, future).stream().map(ActiveSession::sessionId).toList();
        assertThat(found).containsSubsequence(newest.sessionId, newer.sessionId, older.sessionId)
                .doesNotContain(ended.sessionId);
        assertThat(active(2, future)).hasSize(2);
        assertThat(active(1, future + 2_500_002).get(0)).isEqualTo(new ActiveSession(newest.sessionId, "kubernetes",
                "PodCrashLooping", SessionStatus.PENDING, null, future + 2, null, null, null, 2.5));
        assertThat(active(1, future).get(0).durationSeconds()).isZero(); // another machine's clock is ahead
        for (AlertSession session : List.of(older, newer, newest)) {
            Await.on(() -> sessions().update(session.sessionId, row -> {
                row.status = SessionStatus.CANCELLED;
                row.completedAtUs = row.startedAtUs;
            }));
        }
    }

    private AlertSession open(SessionStatus status, long startedAtUs) {
        AlertSession session = Samples.session();
        session.status = status;
        session.startedAtUs = startedAtUs;
        session.completedAtUs = status.isTerminal() ? startedAtUs : null;
        return stored(session);
    }

    private List<ActiveSession> active(long most, long nowUs) {
        return Await.on(() -> history().active(most, nowUs));
    }
}
