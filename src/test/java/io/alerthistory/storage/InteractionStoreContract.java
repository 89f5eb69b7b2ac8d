package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StoredSession;
import io.alerthistory.interaction.Appended;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.smallrye.mutiny.Uni;

/** What every {@link InteractionStore} does. */
interface InteractionStoreContract {

    SessionStore sessions();

    InteractionStore interactions();

    HistoryStore history();

    private String session() {
        AlertSession session = Samples.session();
        return Await.on(() -> sessions().create(session)).value().sessionId();
    }

    private Appended append(String sessionId, LlmInteraction... interactions) {
        return Await.on(() -> interactions()
                .append(new Batch<>(sessionId, InteractionKind.LLM, List.of(interactions), Set.of(), 42)));
    }

    private StoredSession read(String sessionId) {
        return Await.on(() -> history().find(sessionId, SessionReading.WHOLE));
    }

    @Test
    default void numbersAndCountsWhatItAppends() {
        String id = session();
        assertThat(append(id, Samples.llm(id, Samples.id(), 20), Samples.llm(id, Samples.id(), 10)))
                .isEqualTo(new Appended(2, 2));
        assertThat(append(id, Samples.llm(id, Samples.id(), 5))).isEqualTo(new Appended(1, 3));
        StoredSession stored = read(id);
        assertThat(stored.llmInteractions()).extracting(LlmInteraction::seq).containsExactly(3L, 2L, 1L); // by time
        assertThat(stored.session().counters.llmInteractionCount).isEqualTo(3);
        assertThat(stored.session().counters.sessionInputTokens).isEqualTo(300);
        assertThat(stored.session().counters.sessionTotalTokens).isEqualTo(360);
        assertThat(stored.session().counters.lastInteractionAt).isEqualTo(42);
        assertThat(stored.session().version).isEqualTo(3);
    }

    /** What is held in memory of a session is decided by what this counts. */
    @Test
    default void countsEveryRowOfASessionBesideItsTexts() {
        String id = session();
        long before = counted(id);
        append(id, IntStream.range(0, 50).mapToObj(i -> Samples.llm(id, Samples.id(), i)).toArray(LlmInteraction[]::new));
        long small = counted(id);
        append(id, large(id, Samples.id(), "x".repeat(100_000)));

        assertThat(small - before).isGreaterThan(50 * 1_024);
        assertThat(counted(id) - small).isGreaterThan(200_000);
    }

    private long counted(String sessionId) {
        AtomicLong counted = new AtomicLong();
        SessionReading reading = new SessionReading() {
            @Override
            public boolean wants(long version) {
                return true;
            }

            @Override
            public Uni<Boolean> fits(long bytes) {
                return Uni.createFrom().item(fitsNow(bytes));
            }

            @Override
            public boolean fitsNow(long bytes) {
                counted.set(bytes);
                return false;
            }
        };
        assertThat(Await.on(() -> history().find(sessionId, reading)).whole()).isFalse();
        return counted.get();
    }

    @Test
    default void readsBackWhatItStored() {
        String id = session();
        LlmInteraction sent = Samples.llm(id, Samples.id(), 7);
        append(id, sent);
        LlmInteraction read = read(id).llmInteractions().get(0);
        assertThat(read.digest()).isEqualTo(sent.digest());
        assertThat(read.id()).isEqualTo(sent.id());
    }

    @Test
    default void takesARepeatForADuplicate() {
        String id = session();
        LlmInteraction known = Samples.llm(id, Samples.id(), 7);
        append(id, known);
        assertThat(append(id, known)).isEqualTo(new Appended(0, 1));
        LlmInteraction fresh = Samples.llm(id, Samples.id(), 8);
        assertThat(append(id, fresh, known, fresh)).isEqualTo(new Appended(1, 2));
        assertThat(read(id).session().counters.llmInteractionCount).isEqualTo(2);
    }

    /** Together they do not fit into what is compared at one time. */
    @Test
    default void takesRepeatsOfLargeInteractionsForDuplicates() {
        String id = session();
        LlmInteraction[] large = IntStream.range(0, 5).mapToObj(i -> large(id, Samples.id(), "x".repeat(i * 100_000)))
                .toArray(LlmInteraction[]::new);
        append(id, large);

        assertThat(append(id, large)).isEqualTo(new Appended(0, 5));
        assertThatThrownBy(() -> append(id, large[0], large(id, large[4].id(), "other")))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    private static LlmInteraction large(String sessionId, String id, String text) {
        LlmInteraction sample = Samples.llm(sessionId, id, 7);
        return new LlmInteraction(new Call(id, sessionId, null, 7, 0, true, text, false, 0), "m", null, null,
                new JsonText("{\"messages\":[],\"text\":\"" + text + "\"}"), new Tokens(null, null, null), null, null,
                sample.interactionType(), null, null);
    }

    @Test
    default void ignoresTheTimeOfARepeatThatHadNone() {
        String id = session();
        String interaction = Samples.id();
        append(id, Samples.llm(id, interaction, 7));
        Batch<LlmInteraction> untimed = new Batch<>(id, InteractionKind.LLM, List.of(Samples.llm(id, interaction, 99)),
                Set.of(interaction), 42);
        assertThat(Await.on(() -> interactions().append(untimed))).isEqualTo(new Appended(0, 1));
    }

    @Test
    default void storesNothingOfABatchWithAConflict() {
        String id = session();
        String known = Samples.id();
        append(id, Samples.llm(id, known, 7));
        assertThatThrownBy(() -> append(id, Samples.llm(id, Samples.id(), 8), Samples.llm(id, known, 9)))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(read(id).llmInteractions()).hasSize(1);
        assertThat(read(id).session().counters.llmInteractionCount).isEqualTo(1);
    }

    @Test
    default void refusesAnIdOfAnotherSession() {
        String interaction = Samples.id();
        String first = session();
        String second = session();
        append(first, Samples.llm(first, interaction, 7));
        assertThatThrownBy(() -> append(second, Samples.llm(second, interaction, 7))).isInstanceOf(ProblemException.class);
    }

    @Test
    default void anIdOfAnotherSessionStaysThatSessions() {
        String interaction = Samples.id();
        String first = session();
        String second = session();
        append(first, Samples.llm(first, interaction, 7));

        assertThatThrownBy(() -> append(second, Samples.llm(second, Samples.id(), 8), Samples.llm(second, interaction, 7)))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CONFLICT));

        assertThat(read(second).llmInteractions()).isEmpty();
        assertThat(read(second).session().counters.lastSeq).isZero();
        assertThat(append(first, Samples.llm(first, interaction, 7))).isEqualTo(new Appended(0, 1));
    }

    @Test
    default void refusesAStageOfAnotherSession() {
        String id = session();
        LlmInteraction sample = Samples.llm(id, Samples.id(), 7);
        LlmInteraction lost = new LlmInteraction(new Call(sample.id(), id, "no-such-stage", 7, 0, true, null, false, 0), "m",
                null, null, null, new Tokens(null, null, null), null, null, sample.interactionType(), null, null);
        assertThatThrownBy(() -> append(id, lost)).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNKNOWN_STAGE));
        assertThat(read(id).session().counters.llmInteractionCount).isZero();
    }

    @Test
    default void takesOnlyOldNewsOfAnEndedSession() {
        String id = session();
        Await.on(() -> sessions().update(id, session -> {
            session.status = SessionStatus.COMPLETED;
            session.completedAtUs = session.startedAtUs + 100;
        }));
        long end = 1_700_000_000_000_101L;
        assertThat(append(id, Samples.llm(id, Samples.id(), end))).isEqualTo(new Appended(1, 1));
        assertThatThrownBy(() -> append(id, Samples.llm(id, Samples.id(), end + 1)))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FORBIDDEN_TRANSITION));
    }

    @Test
    default void knowsNoUnknownSession() {
        String id = Samples.id();
        assertThat(append(id, Samples.llm(id, Samples.id(), 7))).isNull();
    }

    @Test
    default void numbersWithoutGapsUnderConcurrency() {
        String id = session();
        Await.together(40, i -> interactions().append(new Batch<>(id, InteractionKind.LLM,
                List.of(Samples.llm(id, Samples.id(), i)), Set.of(), 42)));
        assertThat(read(id).llmInteractions()).extracting(LlmInteraction::seq)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(read(id).session().counters.llmInteractionCount).isEqualTo(40);
    }
}
