package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.erasure.EraseCandidate;
import io.alerthistory.erasure.EraseLabel;
import io.alerthistory.erasure.EraseMatch;
import io.alerthistory.erasure.EraseStore;
import io.alerthistory.erasure.ErasedRows;
import io.alerthistory.erasure.InteractionPlace;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StoredSession;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link EraseStore} does. */
interface EraseStoreContract {

    SessionStore sessions();

    InteractionStore interactions();

    HistoryStore history();

    EraseStore erasures();

    MaintenanceStore maintenance();

    private AlertSession stored(String author, String alertData) {
        AlertSession session = Samples.session();
        session.author = author;
        session.alertData = new JsonText(alertData);
        session.searchDocument = SearchDocument.of(session);
        Await.on(() -> sessions().create(session));
        return session;
    }

    private void hold(AlertSession session) {
        Await.on(() -> sessions().update(session.sessionId, held -> {
            held.heldAtUs = 1L;
            held.heldBy = "bob";
            held.holdReason = "a lawsuit";
        }));
    }

    private List<String> find(@Nullable String author, @Nullable EraseLabel label, @Nullable List<String> ids) {
        return Await.on(() -> erasures().find(new EraseMatch(author, label, ids), 100)).stream().map(EraseCandidate::sessionId)
                .toList();
    }

    private void append(AlertSession session, int count) {
        List<LlmInteraction> calls = IntStream.range(0, count)
                .mapToObj(i -> Samples.llm(session.sessionId, session.sessionId + "-" + i, 1)).toList();
        Await.on(() -> interactions().append(new Batch<>(session.sessionId, InteractionKind.LLM, calls, Set.of(), 42)));
    }

    @Test
    default void findsByAuthorLabelAndIdentifierTogether() {
        String own = Samples.id();
        AlertSession both = stored(own, "{\"labels\":{\"us.er[0]\":\"Alice " + own + "\"}}");
        AlertSession author = stored(own, "{\"labels\":{\"us.er[0]\":\"bob\"}}");
        AlertSession label = stored("x" + own, "{\"labels\":{\"us.er[0]\":\"Alice " + own + "\"}}");
        stored("y" + own, "{\"labels\":{\"other\":\"Alice " + own + "\"},\"us.er[0]\":\"Alice " + own + "\"}");
        stored("y" + own, "{\"labels\":\"Alice " + own + "\"}");
        stored("y" + own, "{\"labels\":[\"Alice " + own + "\"]}");
        EraseLabel alice = new EraseLabel("us.er[0]", "Alice " + own);

        assertThat(find(own, null, null)).containsExactlyInAnyOrder(both.sessionId, author.sessionId);
        assertThat(find(null, alice, null)).containsExactlyInAnyOrder(both.sessionId, label.sessionId);
        assertThat(find(own, alice, null)).containsExactly(both.sessionId);
        assertThat(find(null, alice, List.of(label.sessionId, author.sessionId, "none"))).containsExactly(label.sessionId);
        assertThat(find(null, null, List.of(author.sessionId, "none"))).containsExactly(author.sessionId);
        assertThat(find(null, new EraseLabel("us.er[0]", "alice " + own), null)).isEmpty();
        assertThat(find(own.toUpperCase(java.util.Locale.ROOT), null, null)).isEmpty();
    }

    /** The index of the search cannot find it. */
    @Test
    default void findsALabelOfOneCharacter() {
        String own = Samples.id();
        AlertSession short1 = stored(own, "{\"labels\":{\"shard\":\"7\"}}");
        stored(own, "{\"labels\":{\"shard\":7}}");
        stored(own, "{\"labels\":{\"shard\":\"77\"}}");
        assertThat(find(own, new EraseLabel("shard", "7"), null)).containsExactly(short1.sessionId);
    }

    @Test
    default void neitherErasureNorRetentionNorAnyDeleteTouchesAHeldSession() {
        String own = Samples.id();
        AlertSession held = Samples.session();
        held.author = own;
        held.status = SessionStatus.COMPLETED;
        held.startedAtUs = 1;
        held.completedAtUs = 2L;
        Await.on(() -> sessions().create(held));
        hold(held);
        long version = Samples.read(sessions(), held.sessionId).version;

        assertThat(find(own, null, null)).isEmpty();
        assertThat(Await.on(() -> erasures().countHeld(new EraseMatch(own, null, null)))).isEqualTo(1);
        assertThat(Await.on(() -> erasures().delete(List.of(held.sessionId)))).isEqualTo(ErasedRows.NONE);
        assertThat(Await.on(() -> erasures().redact(List.of(held.sessionId), 9))).isEqualTo(ErasedRows.NONE);
        assertThat(Await.on(() -> erasures().redactInteractions(List.of(held.sessionId), InteractionKind.LLM,
                InteractionPlace.START, 10))).isNull();
        while (Await.on(() -> maintenance().deleteEnded(3, 1_000)).count() > 0) {
            // until nothing is due
        }
        AlertSession read = Samples.read(sessions(), held.sessionId);
        assertThat(read.version).isEqualTo(version);
        assertThat(read.holdReason).isEqualTo("a lawsuit");

        Await.on(() -> sessions().update(held.sessionId, session -> session.heldAtUs = null));
        while (Await.on(() -> maintenance().deleteEnded(3, 1_000)).count() > 0) {
            // until nothing is due
        }
        assertThat(find(own, null, null)).isEmpty();
        assertThat(Await.on(() -> erasures().countHeld(new EraseMatch(own, null, null)))).isZero();
    }

    @Test
    default void redactsInteractionsInPartsAndInOrder() {
        AlertSession one = stored(Samples.id(), "{}");
        AlertSession two = stored(Samples.id(), "{}");
        append(one, 3);
        append(two, 2);
        List<String> ids = List.of(one.sessionId, two.sessionId);
        List<@Nullable InteractionPlace> places = new ArrayList<>();
        @Nullable
        InteractionPlace place = InteractionPlace.START;
        while (place != null) {
            InteractionPlace after = place;
            place = Await.on(() -> erasures().redactInteractions(ids, InteractionKind.LLM, after, 2));
            places.add(place);
        }
        assertThat(places).hasSize(4).last().isNull();
        StoredSession read = Await.on(() -> history().find(one.sessionId, SessionReading.WHOLE));
        assertThat(read.llmInteractions()).hasSize(3).allSatisfy(llm -> {
            assertThat(llm.thinkingContent()).isEqualTo("[erased]");
            assertThat(String.valueOf(llm.conversation()))
                    .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"[erased]\"}]}");
            assertThat(llm.responseMetadata()).isNull();
            assertThat(llm.tokens().total()).isEqualTo(120);
            assertThat(llm.modelName()).isEqualTo("gpt-x");
        });
    }

    /** Events of what was done so far may come any moment. */
    private static ErasedRows withoutEvents(ErasedRows rows) {
        return new ErasedRows(rows.alertSessions(), rows.stageExecutions(), rows.llmInteractions(), rows.mcpInteractions(),
                rows.chats(), rows.chatUserMessages(), 0, 0, 0, rows.idempotencyKeys());
    }

    @Test
    default void redactsASessionOnceMoreWithoutHarm() {
        AlertSession session = stored("carol", "{\"labels\":{\"a\":\"b\"}}");
        append(session, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(withoutEvents(Await.on(() -> erasures().redact(List.of(session.sessionId), 9))))
                    .isEqualTo(new ErasedRows(1, 0, 1, 0, 0, 0, 0, 0, 0, 0));
        }
        AlertSession read = Samples.read(sessions(), session.sessionId);
        assertThat(read.author).isEqualTo("[erased]");
        assertThat(read.agentType).isEqualTo(session.agentType);
        assertThat(read.version).isEqualTo(4);
    }

    @Test
    default void countsAndDeletes() {
        AlertSession session = stored(Samples.id(), "{}");
        append(session, 2);
        ErasedRows expected = new ErasedRows(1, 0, 2, 0, 0, 0, 0, 0, 0, 0);
        assertThat(withoutEvents(Await.on(() -> erasures().count(List.of(session.sessionId, "none"))))).isEqualTo(expected);
        assertThat(withoutEvents(Await.on(() -> erasures().delete(List.of(session.sessionId, "none"))))).isEqualTo(expected);
        assertThat(Await.on(() -> erasures().count(List.of(session.sessionId)))).isEqualTo(ErasedRows.NONE);
        int steps = 0;
        while (Await.on(() -> erasures().clean())) {
            assertThat(steps++).isLessThan(10_000);
        }
    }
}
