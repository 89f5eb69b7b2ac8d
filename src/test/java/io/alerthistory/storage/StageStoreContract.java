package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.StoredStage;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Changed;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.StageStore;
import io.alerthistory.session.Stored;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.smallrye.mutiny.Uni;

/** What every {@link StageStore} does. */
interface StageStoreContract {

    SessionStore sessions();

    StageStore stages();

    HistoryStore history();

    StageStore.Admission COUNTING = (session, parent) -> session.counters.totalStages++;

    private AlertSession stored() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        return session;
    }

    private AlertSession read(AlertSession session) {
        return Samples.read(sessions(), session.sessionId);
    }

    private Uni<@Nullable AlertSession> updateAll(String sessionId,
            List<BiConsumer<AlertSession, List<StageExecution>>> changes) {
        return stages().<Boolean> changeAll(sessionId, changes, (session, all) -> true)
                .onItem().ifNotNull().transform(Changed::value);
    }

    private Uni<@Nullable AlertSession> updateAll(String sessionId, BiConsumer<AlertSession, List<StageExecution>> change) {
        return stages().<Boolean> changeAll(sessionId, List.of(), (session, all) -> {
            change.accept(session, all);
            return true;
        }).onItem().ifNotNull().transform(Changed::value);
    }

    @Test
    default void storesAStageWithItsSessionsCounters() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        stage.stageOutput = new JsonText("{\"result\":\"ok\"}");
        assertThat(Await.on(() -> stages().create(stage, COUNTING)).created()).isTrue();
        Stored<StageExecution> again = Await.on(() -> stages().create(stage, COUNTING));
        assertThat(again.created()).isFalse();
        assertThat(again.value().status).isEqualTo(StageStatus.ACTIVE);
        assertThat(read(session).counters.totalStages).isEqualTo(1);
    }

    private StoredStage whole(StageExecution stage) {
        return Await.on(() -> history().stage(stage.sessionId, stage.executionId));
    }

    private StageExecution withLargeOutput(AlertSession session) {
        StageExecution stage = Samples.stage(session.sessionId);
        stage.stageOutput = new JsonText("{\"text\":\"" + "x".repeat(100_000) + "\"}");
        stage.errorMessage = "slow";
        Await.on(() -> stages().create(stage, COUNTING));
        return stage;
    }

    private long outputBytes(StageExecution stage) {
        return Objects.requireNonNull(Objects.requireNonNull(whole(stage).stage().stageOutput).stored()).total();
    }

    @Test
    default void readsAStageAlone() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        stage.stageOutput = new JsonText("{\"llm_provider\":\"p\"}");
        Await.on(() -> stages().create(stage, COUNTING));

        StoredStage read = whole(stage);

        assertThat(read.stage().stageOutput).isEqualTo(stage.stageOutput);
        assertThat(read.output().llmProvider()).isEqualTo("p");
        assertThat(Await.on(() -> history().stage("other", stage.executionId))).isNull();
    }

    @Test
    default void leavesALargeOutputWhereItIsUnlessAChangeBringsOne() {
        AlertSession session = stored();
        StageExecution stage = withLargeOutput(session);

        Await.on(() -> stages().update(session.sessionId, stage.executionId, (owner, stored) -> {
            assertThat(Objects.requireNonNull(stored.stageOutput).stored()).isNotNull();
            assertThat(stored.errorMessage).isEqualTo("slow");
            stored.currentIteration = 7;
        }));
        Await.on(() -> stages().update(session.sessionId, stage.executionId, new SentPayloads(Set.of("stage_output"), 9),
                (owner, stored) -> assertThat(stored.stageOutput).isEqualTo(stage.stageOutput)));

        assertThat(outputBytes(stage)).isEqualTo(100_011);
        assertThat(whole(stage).stage().currentIteration).isEqualTo(7);
    }

    @Test
    default void aNewTextAloneIsANewVersionOfStageAndSession() {
        AlertSession session = stored();
        StageExecution stage = withLargeOutput(session);
        long before = read(session).version;
        long version = whole(stage).stage().version;

        Await.on(
                () -> stages().update(session.sessionId, stage.executionId, (owner, stored) -> stored.errorMessage = "slower"));
        Await.on(() -> stages().update(session.sessionId, stage.executionId,
                (owner, stored) -> stored.stageOutput = new JsonText("{}")));

        assertThat(whole(stage).stage().errorMessage).isEqualTo("slower");
        assertThat(whole(stage).stage().stageOutput).isEqualTo(new JsonText("{}"));
        assertThat(whole(stage).stage().version).isEqualTo(version + 2);
        assertThat(read(session).version).isEqualTo(before + 2);
    }

    @Test
    default void removesTheOutputOfOneStageOfManyAndKeepsThatOfTheOthers() {
        AlertSession session = stored();
        StageExecution failing = withLargeOutput(session);
        StageExecution pausing = withLargeOutput(session);

        Await.on(() -> updateAll(session.sessionId, (owner, all) -> all.forEach(stage -> {
            boolean fails = stage.executionId.equals(failing.executionId);
            stage.status = fails ? StageStatus.FAILED : StageStatus.PAUSED;
            stage.stageOutput = fails ? null : stage.stageOutput;
            stage.errorMessage = fails ? "lost" : stage.errorMessage;
        })));

        assertThat(whole(failing).stage().stageOutput).isNull();
        assertThat(whole(failing).stage().errorMessage).isEqualTo("lost");
        assertThat(outputBytes(pausing)).isEqualTo(100_011);
        assertThat(whole(pausing).stage().errorMessage).isEqualTo("slow");
        assertThat(whole(pausing).stage().status).isEqualTo(StageStatus.PAUSED);
    }

    @Test
    default void createsAStageOnceHoweverManyTry() {
        AlertSession session = stored();
        String id = Samples.id();
        long created = Await.together(20, i -> {
            StageExecution stage = Samples.stage(session.sessionId);
            stage.executionId = id;
            return stages().create(stage, COUNTING);
        }).stream().filter(Stored::created).count();
        assertThat(created).isEqualTo(1);
        assertThat(read(session).counters.totalStages).isEqualTo(1);
    }

    @Test
    default void everyChangeOfAStageIsANewVersionOfItsSession() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(stage, (owner, parent) -> {
        }));
        assertThat(read(session).version).isEqualTo(2);
        Await.on(() -> stages().update(session.sessionId, stage.executionId, (owner, stored) -> stored.currentIteration = 3));
        assertThat(read(session).version).isEqualTo(3);
        Await.on(() -> stages().update(session.sessionId, stage.executionId, (owner, stored) -> stored.currentIteration = 3));
        assertThat(read(session).version).isEqualTo(3);
        Await.on(() -> stages().update(session.sessionId, stage.executionId, (owner, stored) -> {
            stored.currentIteration = 4;
            owner.currentStageIndex = 1;
        }));
        assertThat(read(session).version).isEqualTo(4);
    }

    @Test
    default void changesAllStagesAtOnce() {
        AlertSession session = stored();
        for (int i = 0; i < 3; i++) {
            StageExecution stage = Samples.stage(session.sessionId);
            stage.stageIndex = i;
            Await.on(() -> stages().create(stage, (owner, parent) -> {
            }));
        }
        AlertSession changed = Await.on(() -> updateAll(session.sessionId, (owner, all) -> {
            assertThat(all).hasSize(3);
            all.stream().filter(stage -> stage.stageIndex > 0).forEach(stage -> stage.status = StageStatus.PAUSED);
        }));
        assertThat(changed.version).isEqualTo(5);
        assertThat(read(session).version).isEqualTo(5);
        Await.on(() -> updateAll(session.sessionId, (owner, all) -> assertThat(
                all.stream().filter(stage -> stage.status == StageStatus.PAUSED)).hasSize(2)));
        assertThat(read(session).version).isEqualTo(5);
        assertThat(Await.on(() -> updateAll("nobody", (owner, all) -> owner.podId = "x"))).isNull();
    }

    @Test
    default void takesAStageThroughSeveralStatesAtOnce() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        stage.status = StageStatus.PAUSED;
        Await.on(() -> stages().create(stage, COUNTING));
        Await.on(() -> updateAll(session.sessionId, List.of(
                (owner, all) -> all.get(0).status = StageStatus.ACTIVE,
                (owner, all) -> {
                    all.get(0).status = StageStatus.COMPLETED;
                    owner.counters.completedStages++;
                })));
        assertThat(Await.on(() -> stages().create(stage, COUNTING)).value().status).isEqualTo(StageStatus.COMPLETED);
        assertThat(read(session).counters.completedStages).isEqualTo(1);
        assertThat(read(session).version).isGreaterThan(2);
    }

    @Test
    default void storesNoneOfSeveralChangesWhenOneFails() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(stage, COUNTING));
        assertThatThrownBy(() -> Await.on(() -> updateAll(session.sessionId, List.of(
                (owner, all) -> all.get(0).status = StageStatus.PAUSED,
                (owner, all) -> {
                    throw new ProblemException(ErrorCode.CONFLICT, "no");
                })))).isInstanceOf(ProblemException.class);
        assertThat(Await.on(() -> stages().create(stage, COUNTING)).value().status).isEqualTo(StageStatus.ACTIVE);
        assertThat(read(session).version).isEqualTo(2);
    }

    @Test
    default void knowsAStageOfWhateverSession() {
        StageExecution stage = Samples.stage(stored().sessionId);
        assertThat(Await.on(() -> stages().exists(stage.executionId))).isFalse();
        Await.on(() -> stages().create(stage, COUNTING));
        assertThat(Await.on(() -> stages().exists(stage.executionId))).isTrue();
    }

    @Test
    default void givesTheParentToTheAdmission() {
        AlertSession session = stored();
        StageExecution parent = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(parent, COUNTING));
        StageExecution child = Samples.stage(session.sessionId);
        child.parentStageExecutionId = parent.executionId;
        Await.on(() -> stages().create(child, (s, p) -> {
            assertThat(p).isNotNull();
            assertThat(p.executionId).isEqualTo(parent.executionId);
        }));
    }

    @Test
    default void storesNothingThatIsNotAdmitted() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        assertThatThrownBy(() -> Await.on(() -> stages().create(stage, (s, p) -> {
            s.counters.totalStages++;
            throw new ProblemException(ErrorCode.CONFLICT, "no");
        }))).isInstanceOf(ProblemException.class);
        assertThat(read(session).counters.totalStages).isZero();
        assertThat(Await.on(() -> stages().create(stage, COUNTING)).created()).isTrue();
    }

    @Test
    default void refusesAChatThatIsNotThere() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        stage.chatId = "none";
        assertThatThrownBy(() -> Await.on(() -> stages().create(stage, COUNTING)))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }

    @Test
    default void hasNoStageWithoutItsSession() {
        assertThat(Await.on(() -> stages().create(Samples.stage(Samples.id()), COUNTING))).isNull();
    }

    @Test
    default void changesAStageAndItsSessionTogether() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(stage, COUNTING));
        StageExecution changed = Await.on(() -> stages().update(session.sessionId, stage.executionId, (s, st) -> {
            st.status = StageStatus.COMPLETED;
            st.completedAtUs = 1_700_000_000_000_003L;
            s.counters.completedStages++;
        }));
        assertThat(changed.status).isEqualTo(StageStatus.COMPLETED);
        assertThat(read(session).counters.completedStages).isEqualTo(1);
    }

    @Test
    default void changesNoStageOfAnotherSession() {
        AlertSession session = stored();
        StageExecution stage = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(stage, COUNTING));
        AlertSession other = stored();
        assertThat(Await.on(() -> stages().update(other.sessionId, stage.executionId, (s, st) -> {
            throw new AssertionError("the stage belongs to another session");
        }))).isNull();
    }
}
