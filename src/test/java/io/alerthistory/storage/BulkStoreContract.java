package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.bulk.BulkBatch;
import io.alerthistory.bulk.BulkPlan;
import io.alerthistory.bulk.BulkRecord;
import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.bulk.RejectedLine;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StoredSession;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link BulkStore} does. */
interface BulkStoreContract {

    SessionStore sessions();

    InteractionStore interactions();

    HistoryStore history();

    BulkStore bulk();

    private BulkPlan store(List<BulkRecord> records) {
        return Await.on(() -> bulk().store(batch(records)));
    }

    private static BulkBatch batch(List<BulkRecord> records) {
        return new BulkBatch(records, List.of(), 42);
    }

    private StoredSession read(String sessionId) {
        return Await.on(() -> history().find(sessionId, SessionReading.WHOLE));
    }

    /** A session with an alert_id, a parent, its two children, and interactions of both kinds in them. */
    private static List<BulkRecord> investigation(int interactions) {
        AlertSession session = Samples.session();
        session.alertId = Samples.id();
        String id = session.sessionId;
        StageExecution parent = Samples.stage(id);
        List<BulkRecord> records = new ArrayList<>(List.of(new OfSession(1, session), new OfStage(2, parent)));
        for (int i = 0; i < 2; i++) {
            StageExecution child = Samples.stage(id);
            child.parentStageExecutionId = parent.executionId;
            child.parallelIndex = i;
            child.status = i == 0 ? StageStatus.COMPLETED : StageStatus.FAILED;
            child.completedAtUs = 1_700_000_000_000_010L;
            records.add(new OfStage(3 + i, child));
        }
        for (int i = 0; i < interactions; i++) {
            records.add(new OfInteraction(5 + i,
                    i % 2 == 0 ? Samples.llm(id, Samples.id(), i) : Samples.mcp(id, Samples.id(), i), true));
        }
        return records;
    }

    private static String sessionOf(List<BulkRecord> investigation) {
        return ((OfSession) investigation.get(0)).session().sessionId;
    }

    private static List<Interaction> all(StoredSession stored) {
        return Stream.concat(stored.llmInteractions().stream(), stored.mcpInteractions().stream()).map(Interaction.class::cast)
                .toList();
    }

    private static void addsUp(StoredSession stored) {
        AlertSession session = stored.session();
        assertThat(session.counters.llmInteractionCount).isEqualTo(stored.llmInteractions().size());
        assertThat(session.counters.mcpCommunicationCount).isEqualTo(stored.mcpInteractions().size());
        assertThat(session.counters.lastSeq).isEqualTo(all(stored).size());
        assertThat(all(stored)).extracting(Interaction::seq)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, session.counters.lastSeq).boxed().toList());
        if (!stored.llmInteractions().isEmpty()) {
            assertThat(session.counters.sessionTotalTokens)
                    .isEqualTo(stored.llmInteractions().stream().mapToLong(call -> call.tokens().total()).sum());
        }
    }

    @Test
    default void storesEverythingOfABatch() {
        List<BulkRecord> records = investigation(10);
        BulkPlan plan = store(records);
        assertThat(plan.accepted()).isEqualTo(14);
        assertThat(plan.rejected()).isEmpty();
        StoredSession stored = read(sessionOf(records));
        assertThat(stored.stages()).hasSize(3);
        assertThat(stored.session().counters.totalStages).isEqualTo(1);
        assertThat(stored.session().counters.hasParallelStages).isTrue();
        assertThat(stored.session().counters.stagesByAgent.tree().get("KubernetesAgent").asInt()).isEqualTo(3);
        assertThat(stored.session().counters.lastInteractionAt).isEqualTo(42);
        assertThat(stored.session().version).isEqualTo(2);
        addsUp(stored);
        Interaction sent = ((OfInteraction) records.get(4)).interaction();
        assertThat(all(stored).stream().filter(one -> one.id().equals(sent.id())).findFirst().orElseThrow().digest())
                .isEqualTo(sent.digest());
    }

    @Test
    default void storesARepeatOnce() {
        List<BulkRecord> records = investigation(7);
        store(records);
        StoredSession before = read(sessionOf(records));
        BulkPlan again = store(records);
        assertThat(again.accepted()).isZero();
        assertThat(again.duplicates()).isEqualTo(11);
        StoredSession after = read(sessionOf(records));
        assertThat(after.session().version).isEqualTo(before.session().version);
        assertThat(all(after)).isEqualTo(all(before));
    }

    @Test
    default void goesOnWithASessionThatIsThere() {
        AlertSession session = Samples.session();
        String id = session.sessionId;
        Await.on(() -> sessions().create(session));
        Await.on(() -> interactions().append(
                new Batch<>(id, InteractionKind.LLM, List.of(Samples.llm(id, Samples.id(), 1)), Set.of(), 99)));
        BulkPlan plan = store(List.of(new OfStage(1, Samples.stage(id)),
                new OfInteraction(2, Samples.llm(id, Samples.id(), 2), true)));
        assertThat(plan.accepted()).isEqualTo(2);
        StoredSession stored = read(id);
        addsUp(stored);
        assertThat(stored.session().counters.lastInteractionAt).isEqualTo(99);
        assertThat(stored.session().counters.totalStages).isEqualTo(1);
        assertThat(stored.session().alertData.sameValue(session.alertData)).isTrue();
    }

    @Test
    default void storesTheOthersWhenOneIsRejected() {
        List<BulkRecord> records = new ArrayList<>(investigation(2));
        AlertSession rival = Samples.session();
        rival.alertId = ((OfSession) records.get(0)).session().alertId;
        records.add(new OfSession(90, rival));
        records.add(new OfInteraction(91, Samples.llm(rival.sessionId, Samples.id(), 1), true));
        StageExecution lost = Samples.stage(sessionOf(records));
        lost.chatId = "no-such-chat";
        records.add(new OfStage(92, lost));
        lost.chatUserMessageId = "no-such-message";
        BulkPlan plan = store(records);
        assertThat(plan.accepted()).isEqualTo(6);
        assertThat(plan.rejected()).extracting(RejectedLine::line).containsExactly(90L, 91L, 92L);
        addsUp(read(sessionOf(records)));
    }

    @Test
    default void findsARivalOnlyByItsAlert() {
        List<BulkRecord> records = investigation(0);
        store(records);
        AlertSession rival = Samples.session();
        rival.alertId = ((OfSession) records.get(0)).session().alertId;
        assertThat(store(List.of(new OfSession(7, rival))).rejected()).extracting(RejectedLine::code)
                .containsExactly("conflict");
    }

    @Test
    default void asksNothingForABatchWithoutARecord() {
        RejectedLine rejected = new RejectedLine(3, "invalid_json", "x");
        BulkPlan plan = Await.on(() -> bulk().store(new BulkBatch(List.of(), List.of(rejected), 42)));
        assertThat(plan.accepted()).isZero();
        assertThat(plan.rejected()).containsExactly(rejected);
    }

    @Test
    default void storesTheSameBatchOnceWhenManySendItAtOnce() {
        List<BulkRecord> records = investigation(20);
        records.addAll(investigation(20));
        List<BulkRecord> reversed = new ArrayList<>(records);
        Collections.reverse(reversed);
        List<BulkPlan> plans = Await.together(8, i -> bulk().store(batch(i % 2 == 0 ? records : reversed)));
        assertThat(plans.stream().mapToInt(BulkPlan::accepted).sum()).isEqualTo(records.size());
        assertThat(plans).allSatisfy(plan -> assertThat(plan.rejected()).isEmpty());
        addsUp(read(sessionOf(records)));
        assertThat(all(read(sessionOf(records)))).hasSize(20);
    }

    @Test
    default void losesNothingWhenManyWriteToTheSameSessions() {
        List<AlertSession> shared = IntStream.range(0, 3).mapToObj(i -> Samples.session()).toList();
        shared.forEach(session -> Await.on(() -> sessions().create(session)));
        Await.together(10, i -> {
            List<BulkRecord> records = new ArrayList<>();
            for (AlertSession session : shared) {
                records.add(new OfStage(1, Samples.stage(session.sessionId)));
                records.add(new OfInteraction(2, Samples.llm(session.sessionId, Samples.id(), 1), true));
                records.add(new OfInteraction(3, Samples.mcp(session.sessionId, Samples.id(), 1), true));
            }
            if (i % 2 == 0) {
                Collections.reverse(records);
            }
            String id = shared.get(0).sessionId;
            return i < 8 ? bulk().store(batch(records)).replaceWithVoid()
                    : interactions().append(new Batch<>(id, InteractionKind.LLM,
                            List.of(Samples.llm(id, Samples.id(), 5)), Set.of(), 42)).replaceWithVoid();
        });
        for (int i = 0; i < 3; i++) {
            StoredSession stored = read(shared.get(i).sessionId);
            addsUp(stored);
            assertThat(all(stored)).hasSize(i == 0 ? 18 : 16);
            assertThat(stored.stages()).hasSize(8);
            assertThat(stored.session().counters.totalStages).isEqualTo(8);
        }
    }
}
