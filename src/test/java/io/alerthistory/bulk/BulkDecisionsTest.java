package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageHead;
import io.alerthistory.session.StageStatus;
import io.alerthistory.support.Samples;

/** What becomes of a batch by what is in the history; nothing is stored here. */
class BulkDecisionsTest {

    private static final long RECEIVED = 42;

    private final AlertSession known = Samples.session();

    private static BulkBatch batch(BulkRecord... records) {
        return new BulkBatch(List.of(records), List.of(), RECEIVED);
    }

    private BulkFindings found(StageExecution... stages) {
        return new BulkFindings(List.of(SessionHead.of(known)), Stream.of(stages).map(StageHead::of).toList(),
                Map.of("chat", known.sessionId, "foreign", "other"),
                Map.of("message", "chat", "astray", "foreign"), List.of());
    }

    private static OfInteraction llm(long line, String sessionId, String id, long timestampUs) {
        return new OfInteraction(line, Samples.llm(sessionId, id, timestampUs), true);
    }

    private static OfInteraction of(long line, String stageId, LlmInteraction call) {
        return new OfInteraction(line,
                new LlmInteraction(new Call(call.id(), call.sessionId(), stageId, call.timestampUs(), 1, true, null, false, 0),
                        "m",
                        null, null, null, new Tokens(1L, 2L, 3L), null, null, call.interactionType(), null, null),
                true);
    }

    private static void rejects(BulkPlan plan, long line, String code) {
        assertThat(plan.rejected()).extracting(RejectedLine::line).containsExactly(line);
        assertThat(plan.rejected().get(0).code()).isEqualTo(code);
        assertThat(plan.accepted()).isZero();
        assertThat(plan.counted()).isEmpty();
    }

    private static StageExecution child(StageExecution parent) {
        StageExecution child = Samples.stage(parent.sessionId);
        child.parentStageExecutionId = parent.executionId;
        return child;
    }

    @Test
    void acceptsWhatNobodyKnowsInTheOrderOfItsNeeds() {
        AlertSession session = Samples.session();
        StageExecution parent = Samples.stage(session.sessionId);
        StageExecution child = child(parent);
        child.status = StageStatus.COMPLETED;
        BulkPlan plan = BulkPlan.of(batch(of(1, child.executionId, Samples.llm(session.sessionId, "a", 1)),
                new OfStage(2, child), new OfStage(3, parent), new OfSession(4, session)), BulkFindings.NONE);
        assertThat(plan.accepted()).isEqualTo(4);
        assertThat(plan.stages()).containsExactly(parent, child);
        SessionHead counted = plan.counted().get(0);
        assertThat(counted.counters().llmInteractionCount).isEqualTo(1);
        assertThat(counted.counters().sessionTotalTokens).isEqualTo(3);
        assertThat(counted.counters().totalStages).isEqualTo(1);
        assertThat(counted.counters().hasParallelStages).isTrue();
        assertThat(counted.counters().lastInteractionAt).isEqualTo(RECEIVED);
        assertThat(counted.version()).isEqualTo(2);
    }

    /** The record must be as it was: a transaction that another was in the way of starts again with it. */
    @Test
    void leavesTheRecordsAsTheyAre() {
        AlertSession session = Samples.session();
        BulkBatch batch = batch(new OfSession(1, session), llm(2, session.sessionId, "a", 1),
                new OfStage(3, Samples.stage(session.sessionId)));
        BulkPlan first = BulkPlan.of(batch, BulkFindings.NONE);
        BulkPlan second = BulkPlan.of(batch, BulkFindings.NONE);
        assertThat(session.counters.llmInteractionCount + session.counters.totalStages).isZero();
        assertThat(session.version).isEqualTo(1);
        assertThat(first.llmInteractions()).isEqualTo(second.llmInteractions());
        assertThat(second.counted().get(0).counters().llmInteractionCount).isEqualTo(1);
    }

    @Test
    void numbersInteractionsOfBothKindsOnFromTheLast() {
        known.counters.lastSeq = 7;
        known.counters.llmInteractionCount = 5;
        known.counters.sessionInputTokens = 10L;
        known.counters.lastInteractionAt = 1000L;
        BulkPlan plan = BulkPlan
                .of(batch(llm(1, known.sessionId, "a", 9), new OfInteraction(2, Samples.mcp(known.sessionId, "a", 8), true),
                        llm(3, known.sessionId, "b", 7)), found());
        assertThat(plan.llmInteractions()).extracting(LlmInteraction::seq).containsExactly(8L, 10L);
        assertThat(plan.mcpInteractions()).extracting(McpInteraction::seq).containsExactly(9L);
        SessionHead counted = plan.counted().get(0);
        assertThat(counted.counters().lastSeq).isEqualTo(10);
        assertThat(counted.counters().llmInteractionCount).isEqualTo(7);
        assertThat(counted.counters().mcpCommunicationCount).isEqualTo(1);
        assertThat(counted.counters().sessionInputTokens).isEqualTo(210);
        assertThat(counted.counters().lastInteractionAt).isEqualTo(1000); // no step back
    }

    /** Its session was deleted between the look for interactions and the lock. */
    @Test
    void storesAgainWhatWasDeletedMeanwhile() {
        LlmInteraction call = Samples.llm(known.sessionId, "a", 1);
        BulkFindings gone = new BulkFindings(List.of(), List.of(), Map.of(), Map.of(), List.of(ExistingInteraction.of(call)));

        BulkPlan plan = BulkPlan.of(batch(new OfSession(1, known), new OfInteraction(2, call, true)), gone);

        assertThat(plan.accepted()).isEqualTo(2);
    }

    @Test
    void takesARepeatForADuplicateAndCountsNothing() {
        StageExecution stage = Samples.stage(known.sessionId);
        LlmInteraction call = Samples.llm(known.sessionId, "a", 1);
        BulkFindings all = new BulkFindings(List.of(SessionHead.of(known)), List.of(StageHead.of(stage)), Map.of(), Map.of(),
                List.of(ExistingInteraction.of(call)));
        BulkPlan plan = BulkPlan.of(batch(new OfSession(1, known), new OfStage(2, stage), new OfInteraction(3, call, true),
                new OfInteraction(4, Samples.llm(known.sessionId, "a", 99), false)), all);
        assertThat(plan.duplicates()).isEqualTo(4);
        assertThat(plan.accepted()).isZero();
        assertThat(plan.counted()).isEmpty();
        assertThat(plan.rejected()).isEmpty();
    }

    @Test
    void takesARepeatInTheSameBatchForADuplicate() {
        AlertSession session = Samples.session();
        StageExecution stage = Samples.stage(session.sessionId);
        BulkPlan plan = BulkPlan.of(batch(new OfSession(1, session), new OfSession(2, session), new OfStage(3, stage),
                new OfStage(4, stage), llm(5, session.sessionId, "a", 1), llm(6, session.sessionId, "a", 1)),
                BulkFindings.NONE);
        assertThat(plan.accepted()).isEqualTo(3);
        assertThat(plan.duplicates()).isEqualTo(3);
        assertThat(plan.counted().get(0).counters().llmInteractionCount).isEqualTo(1);
        assertThat(plan.counted().get(0).counters().totalStages).isEqualTo(1);
    }

    @Test
    void keepsTheNamesOfTheKindsApart() {
        BulkPlan plan = BulkPlan.of(batch(llm(1, known.sessionId, "same", 1),
                new OfInteraction(2, Samples.mcp(known.sessionId, "same", 1), true)), found());
        assertThat(plan.accepted()).isEqualTo(2);
    }

    @Test
    void rejectsASessionThatTakesAnothersAlert() {
        known.alertId = "alert";
        AlertSession session = Samples.session();
        session.alertId = "alert";
        rejects(BulkPlan.of(batch(new OfSession(1, session)), found()), 1, "conflict");
    }

    @Test
    void rejectsOtherContentUnderAKnownName() {
        AlertSession session = Samples.session();
        session.sessionId = known.sessionId;
        session.contentDigest = "other";
        rejects(BulkPlan.of(batch(new OfSession(1, session)), found()), 1, "conflict");
        StageExecution stage = Samples.stage(known.sessionId);
        StageExecution other = Samples.stage(known.sessionId);
        other.executionId = stage.executionId;
        other.contentDigest = "other";
        rejects(BulkPlan.of(batch(new OfStage(5, other)), found(stage)), 5, "conflict");
        rejects(BulkPlan
                .of(batch(llm(9, known.sessionId, "a", 2)),
                        new BulkFindings(List.of(SessionHead.of(known)), List.of(), Map.of(),
                                Map.of(), List.of(ExistingInteraction.of(Samples.llm(known.sessionId, "a", 1))))),
                9, "conflict");
    }

    @Test
    void rejectsWhatBelongsToNoSession() {
        rejects(BulkPlan.of(batch(llm(3, "nobody", "a", 1)), found()), 3, "unknown_session");
        rejects(BulkPlan.of(batch(new OfStage(4, Samples.stage("nobody"))), found()), 4, "unknown_session");
    }

    /** A session that is rejected takes its lines with it. */
    @Test
    void rejectsWhatBelongsToARejectedSession() {
        known.alertId = "alert";
        AlertSession session = Samples.session();
        session.alertId = "alert";
        BulkPlan plan = BulkPlan.of(batch(new OfSession(1, session), llm(2, session.sessionId, "a", 1)), found());
        assertThat(plan.rejected()).extracting(RejectedLine::code).containsExactly("conflict", "unknown_session");
    }

    @Test
    void knowsOnlyStagesOfTheSameSession() {
        StageExecution foreign = Samples.stage("other");
        rejects(BulkPlan.of(batch(of(1, foreign.executionId, Samples.llm(known.sessionId, "a", 1))), found(foreign)), 1,
                "invalid_field");
        StageExecution child = child(foreign);
        child.sessionId = known.sessionId;
        rejects(BulkPlan.of(batch(new OfStage(2, child)), found(foreign)), 2, "invalid_field");
        StageExecution grandchild = child(child(Samples.stage(known.sessionId)));
        StageExecution middle = Samples.stage(known.sessionId);
        middle.executionId = grandchild.parentStageExecutionId == null ? "" : grandchild.parentStageExecutionId;
        middle.parentStageExecutionId = "top";
        rejects(BulkPlan.of(batch(new OfStage(3, grandchild)), found(middle)), 3, "invalid_field");
    }

    @Test
    void takesNoChatButTheSessionsAndNoMessageButTheChats() {
        StageExecution answer = Samples.stage(known.sessionId);
        answer.chatId = "chat";
        answer.chatUserMessageId = "message";
        assertThat(BulkPlan.of(batch(new OfStage(1, answer)), found()).accepted()).isEqualTo(1);
        for (String message : List.of("nothing", "astray")) {
            answer.chatUserMessageId = message;
            rejects(BulkPlan.of(batch(new OfStage(1, answer)), found()), 1, "invalid_field");
        }
        answer.chatUserMessageId = null;
        for (String chat : List.of("nothing", "foreign")) {
            answer.chatId = chat;
            rejects(BulkPlan.of(batch(new OfStage(1, answer)), found()), 1, "invalid_field");
        }
    }

    @Test
    void takesOfAnEndedSessionOnlyWhatIsOlderAndItsChat() {
        known.status = SessionStatus.FAILED;
        known.completedAtUs = 100L;
        StageExecution answer = Samples.stage(known.sessionId);
        answer.chatId = "chat";
        assertThat(BulkPlan.of(batch(llm(1, known.sessionId, "a", 100), new OfStage(2, answer),
                of(3, answer.executionId, Samples.llm(known.sessionId, "b", 101))), found()).accepted()).isEqualTo(3);
        rejects(BulkPlan.of(batch(llm(4, known.sessionId, "c", 101)), found()), 4, "conflict");
        StageExecution late = Samples.stage(known.sessionId);
        late.status = StageStatus.COMPLETED;
        late.completedAtUs = 101L;
        rejects(BulkPlan.of(batch(new OfStage(5, late)), found()), 5, "conflict");
        late.completedAtUs = 100L;
        assertThat(BulkPlan.of(batch(new OfStage(6, late)), found()).accepted()).isEqualTo(1);
    }

    @Test
    void tellsRejectedLinesInTheirOrder() {
        BulkBatch batch = new BulkBatch(List.of(llm(2, "nobody", "a", 1), new OfStage(1, Samples.stage("nobody"))),
                List.of(new RejectedLine(3, "invalid_json", "x")), RECEIVED);
        assertThat(BulkPlan.of(batch, BulkFindings.NONE).rejected()).extracting(RejectedLine::line).containsExactly(1L, 2L, 3L);
    }
}
