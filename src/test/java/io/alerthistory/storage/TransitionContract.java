package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.StageStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** The state machines as the database keeps them: whatever writes, every pair of states is as the tables of the enums say. */
interface TransitionContract {

    SessionStore sessions();

    StageStore stages();

    @Test
    default void noWriterTakesASessionWhereItMayNotGo() {
        for (SessionStatus from : SessionStatus.values()) {
            for (SessionStatus to : SessionStatus.values()) {
                AlertSession session = Samples.session();
                enter(session, from);
                Await.on(() -> sessions().create(session));
                Throwable refusal = catchThrowable(
                        () -> Await.on(() -> sessions().update(session.sessionId, stored -> enter(stored, to))));
                assertThat(refusal == null).as(from + " to " + to).isEqualTo(from == to || from.mayBecome(to));
            }
        }
    }

    @Test
    default void noWriterMovesTheEnd() {
        AlertSession session = Samples.session();
        enter(session, SessionStatus.FAILED);
        Await.on(() -> sessions().create(session));
        assertThat(catchThrowable(() -> Await.on(() -> sessions().update(session.sessionId,
                stored -> stored.completedAtUs = stored.startedAtUs + 7)))).isNotNull();
    }

    @Test
    default void theEndOfAnAlertMovesOnAndNeverBack() {
        AlertSession session = Samples.session();
        session.agentType = "alertmanager";
        enter(session, SessionStatus.COMPLETED);
        Await.on(() -> sessions().create(session));
        Await.on(() -> sessions().update(session.sessionId, stored -> stored.completedAtUs = stored.startedAtUs + 7));
        assertThat(catchThrowable(() -> Await.on(() -> sessions().update(session.sessionId,
                stored -> stored.completedAtUs = stored.startedAtUs + 6)))).isNotNull();
    }

    @Test
    default void noWriterTakesAStageWhereItMayNotGo() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        for (StageStatus from : StageStatus.values()) {
            for (StageStatus to : StageStatus.values()) {
                StageExecution stage = Samples.stage(session.sessionId);
                stage.status = from;
                Await.on(() -> stages().create(stage, (owner, parent) -> {
                }));
                Throwable refusal = catchThrowable(() -> Await.on(() -> stages().update(session.sessionId, stage.executionId,
                        (owner, stored) -> stored.status = to)));
                assertThat(refusal == null).as(from + " to " + to).isEqualTo(from == to || from.mayBecome(to));
            }
        }
    }

    private static void enter(AlertSession session, SessionStatus status) {
        session.status = status;
        session.completedAtUs = !status.isTerminal() ? null
                : session.completedAtUs != null ? session.completedAtUs : Long.valueOf(session.startedAtUs + 1);
    }
}
