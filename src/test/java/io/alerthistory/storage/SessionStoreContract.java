package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.Stored;
import io.alerthistory.storage.mapping.Tables;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link SessionStore} does. */
interface SessionStoreContract {

    SessionStore sessions();

    HistoryStore history();

    @Test
    default void storesEveryColumn() {
        AlertSession session = Samples.session();
        session.alertId = Samples.id();
        session.author = "alice";
        session.runbookUrl = "https://example.org/runbook";
        session.sessionMetadata = new JsonText("{\"a\":[1,null,true]}");
        session.chainDefinition = new JsonText("{\"stages\":[]}");
        session.mcpSelection = new JsonText("{\"servers\":[\"k8s\"]}");
        session.slackMessageFingerprint = "fingerprint";
        assertThat(Await.on(() -> sessions().create(session)).created()).isTrue();
        requireSame(session, Await.on(() -> history().find(session.sessionId, SessionReading.WHOLE)).session());

        Consumer<AlertSession> work = changed -> {
            changed.pauseMetadata = new JsonText("{\"b\":{}}");
            changed.currentStageIndex = 3;
            changed.counters.lastInteractionAt = 5L;
        };
        Await.on(() -> sessions().update(session.sessionId, work));
        work.accept(session);
        session.version++;
        requireSame(session, Await.on(() -> history().find(session.sessionId, SessionReading.WHOLE)).session());
    }

    private static void requireSame(AlertSession session, AlertSession read) {
        assertThat(read).isNotSameAs(session);
        Tables.SESSIONS.columns().forEach(column -> {
            Object expected = column.value().apply(session);
            Object actual = column.value().apply(read);
            assertThat(actual).as(column.name()).isEqualTo(expected);
        });
    }

    /** It ends up in the log. */
    @Test
    default void aFailureDoesNotRepeatWhatWasToBeStored() {
        AlertSession session = Samples.session();
        session.alertData = new JsonText("{\"note\":\"nobody's business\"}");
        session.completedAtUs = session.startedAtUs; // which a pending session has not
        assertThatThrownBy(() -> Await.on(() -> sessions().create(session))).satisfies(
                failure -> assertThat(Throwables.getStackTrace(failure)).contains("constraint")
                        .doesNotContain("nobody's business"));
    }

    @Test
    default void findsTheSessionOfAnAlert() {
        AlertSession first = Samples.session();
        first.alertId = Samples.id();
        AlertSession second = Samples.session();
        second.alertId = first.alertId;
        assertThat(Await.on(() -> sessions().create(first)).created()).isTrue();
        Stored<SessionHead> stored = Await.on(() -> sessions().create(second));
        assertThat(stored.created()).isFalse();
        assertThat(stored.value().sessionId()).isEqualTo(first.sessionId);
    }

    @Test
    default void createsOnceHoweverManyTry() {
        AlertSession session = Samples.session();
        long created = Await.together(20, i -> sessions().create(session))
                .stream().filter(Stored::created).count();
        assertThat(created).isEqualTo(1);
    }

    @Test
    default void makesNoRoomWhereThereIsNone() {
        AlertSession taken = Samples.session();
        taken.alertId = Samples.id();
        Await.on(() -> sessions().create(taken));
        AlertSession pending = Samples.session();
        pending.status = SessionStatus.PENDING;
        Await.on(() -> sessions().create(pending)); // so that there is at least one, whatever the other tests left

        AlertSession candidate = Samples.session();
        candidate.status = SessionStatus.PENDING;
        assertThat(Await.on(() -> sessions().createWithin(candidate, 1))).isNull();
        assertThat(Await.on(() -> sessions().createWithin(pending, 1)).created()).isFalse();
        candidate.alertId = taken.alertId;
        assertThat(Await.on(() -> sessions().createWithin(candidate, 1)).value().sessionId()).isEqualTo(taken.sessionId);
        candidate.alertId = null;
        assertThat(Await.on(() -> sessions().createWithin(candidate, Integer.MAX_VALUE)).created()).isTrue();
        assertThat(Await.on(() -> sessions().createWithin(candidate, Integer.MAX_VALUE)).created()).isFalse();
    }

    @Test
    default void storesAChangeAndCountsTheVersion() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        AlertSession changed = Await.on(() -> sessions().update(session.sessionId, s -> {
            s.finalAnalysis = "disk full";
            s.sessionMetadata = new JsonText("{\"k\":1}");
        }));
        assertThat(changed.version).isEqualTo(2);
        AlertSession read = Samples.read(sessions(), session.sessionId);
        assertThat(read.finalAnalysis).isEqualTo("disk full");
        assertThat(read.sessionMetadata.sameValue(new JsonText("{\"k\":1}"))).isTrue();
        assertThat(read.version).isEqualTo(2);
    }

    @Test
    default void leavesALargePayloadWhereItIsUnlessAChangeBringsOne() {
        AlertSession session = Samples.session();
        session.sessionMetadata = new JsonText("{\"text\":\"" + "x".repeat(100_000) + "\"}");
        session.chainDefinition = session.sessionMetadata;
        Await.on(() -> sessions().create(session));

        Await.on(() -> sessions().update(session.sessionId, new SentPayloads(Set.of("chain_definition"), 0), stored -> {
            assertThat(Objects.requireNonNull(stored.sessionMetadata).stored()).isNotNull();
            assertThat(stored.chainDefinition).isEqualTo(session.chainDefinition);
            stored.chainDefinition = null;
            stored.pauseMetadata = new JsonText("{\"why\":1}");
        }));

        AlertSession read = Samples.read(sessions(), session.sessionId);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(read.sessionMetadata).stored()).total()).isEqualTo(100_011);
        assertThat(read.chainDefinition).isNull();
        assertThat(read.pauseMetadata).isEqualTo(new JsonText("{\"why\":1}"));
        assertThat(read.version).isEqualTo(2);
    }

    @Test
    default void keepsTheVersionWhenNothingChanges() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        assertThat(Await.on(() -> sessions().update(session.sessionId, s -> {
        })).version).isEqualTo(1);
    }

    @Test
    default void storesNothingOfAChangeThatFails() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        assertThatThrownBy(() -> Await.on(() -> sessions().update(session.sessionId, s -> {
            s.finalAnalysis = "half done";
            throw new ProblemException(ErrorCode.CONFLICT, "no");
        }))).isInstanceOf(ProblemException.class).hasMessage("no");
        AlertSession read = Samples.read(sessions(), session.sessionId);
        assertThat(read.finalAnalysis).isNull();
        assertThat(read.version).isEqualTo(1);
    }

    @Test
    default void losesNoUpdate() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        Await.together(20, i -> sessions().update(session.sessionId, s -> s.counters.totalStages++));
        AlertSession read = Samples.read(sessions(), session.sessionId);
        assertThat(read.counters.totalStages).isEqualTo(20);
        assertThat(read.version).isEqualTo(21);
    }

    @Test
    default void updatesNothingThatIsNotThere() {
        assertThat(Await.on(() -> sessions().update(Samples.id(), s -> {
            throw new AssertionError("asked for a session that is not there");
        }))).isNull();
    }
}
