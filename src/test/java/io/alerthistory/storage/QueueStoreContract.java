package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.HeartbeatRequest;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.Stored;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link QueueStore} does. Runs in a database where no other test makes pending sessions meanwhile. */
interface QueueStoreContract {

    long NOW = 1_800_000_000_000_000L;
    long STARTED = 1_700_000_000_000_001L;
    ClaimRequest UNLIMITED = new ClaimRequest("pod-1", null);

    SessionStore sessions();

    HistoryStore history();

    QueueStore queue();

    @BeforeEach
    default void endWhatIsOpen() {
        for (SessionStatus status : List.of(SessionStatus.PENDING, SessionStatus.IN_PROGRESS)) {
            for (List<String> open = find(status); !open.isEmpty(); open = find(status)) {
                open.forEach(this::fail);
            }
        }
    }

    private List<String> find(SessionStatus status) {
        return Await.on(() -> history().list(new SessionQuery(
                SessionFilter.NONE.with(FilterField.STATUS, List.of(status.jsonName())), SessionSort.NEWEST_FIRST,
                PageRequest.numbered(1, 100), CountMode.NONE, NOW))).sessions().stream()
                .map(session -> session.sessionId()).toList();
    }

    private void fail(String sessionId) {
        Await.on(() -> sessions().update(sessionId, session -> {
            session.status = SessionStatus.FAILED;
            session.completedAtUs = session.startedAtUs;
        }));
    }

    private AlertSession pending(long startedAtUs) {
        AlertSession session = Samples.session();
        session.status = SessionStatus.PENDING;
        session.startedAtUs = startedAtUs;
        Await.on(() -> sessions().create(session));
        return session;
    }

    private AlertSession read(AlertSession session) {
        return Samples.read(sessions(), session.sessionId);
    }

    private @Nullable String claim(ClaimRequest claim) {
        return Await.on(() -> queue().claim(claim, NOW));
    }

    @Test
    default void givesTheOldestAndNotesWhoHasIt() {
        AlertSession second = pending(STARTED + 1);
        AlertSession first = pending(STARTED);
        assertThat(claim(UNLIMITED)).isEqualTo(first.sessionId);
        AlertSession claimed = read(first);
        assertThat(claimed.status).isEqualTo(SessionStatus.IN_PROGRESS);
        assertThat(claimed.podId).isEqualTo("pod-1");
        assertThat(claimed.claimedAtUs).isEqualTo(NOW);
        assertThat(claimed.counters.lastInteractionAt).isEqualTo(NOW);
        assertThat(claimed.supervised).isTrue();
        assertThat(claimed.version).isEqualTo(2);
        assertThat(read(second).version).isEqualTo(1);
        assertThat(claim(UNLIMITED)).isEqualTo(second.sessionId);
        assertThat(claim(UNLIMITED)).isNull();
    }

    @Test
    default void ordersWhatStartedTogetherByItsId() {
        List<String> ids = List.of(pending(STARTED), pending(STARTED), pending(STARTED)).stream()
                .map(session -> session.sessionId).sorted().toList();
        assertThat(List.of(claim(UNLIMITED), claim(UNLIMITED), claim(UNLIMITED))).isEqualTo(ids);
    }

    @Test
    default void givesEverySessionToOneOfManyClaimers() {
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            waiting.add(pending(STARTED + i).sessionId);
        }
        List<String> claimed = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            int limited = round % 2;
            claimed.addAll(Await.together(10, i -> queue().claim(
                    new ClaimRequest("pod-" + i, i % 2 == limited ? 1000 : null), NOW)));
        }
        assertThat(claimed).hasSize(50);
        assertThat(claimed.stream().filter(Objects::isNull)).hasSize(5);
        claimed.removeIf(Objects::isNull);
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(waiting);
    }

    @Test
    default void keepsTheLimitHoweverManyClaim() {
        for (int i = 0; i < 12; i++) {
            pending(STARTED + i);
        }
        ClaimRequest limited = new ClaimRequest("pod-1", 3);
        List<String> claimed = new ArrayList<>(Await.together(10, i -> queue().claim(limited, NOW)));
        claimed.removeIf(Objects::isNull);
        assertThat(claimed).hasSize(3).doesNotHaveDuplicates();
        assertThat(claim(limited)).isNull();
        fail(claimed.get(0));
        assertThat(Await.together(10, i -> queue().claim(limited, NOW)).stream().filter(Objects::nonNull)).hasSize(1);
        assertThat(claim(new ClaimRequest("pod-2", 4))).isNotNull();
    }

    @Test
    default void countsOnlyWhatWasClaimed() {
        AlertSession unclaimed = Samples.session(); // in progress, as an alert that fires is
        Await.on(() -> sessions().create(unclaimed));
        pending(STARTED);
        assertThat(claim(new ClaimRequest("pod-1", 1))).isNotNull();
    }

    @Test
    default void notesASignOfLife() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        assertThat(beat(session, "pod-1", NOW)).isEqualTo(SessionStatus.IN_PROGRESS);
        AlertSession alive = read(session);
        assertThat(alive.counters.lastInteractionAt).isEqualTo(NOW);
        assertThat(alive.podId).isEqualTo("pod-1");
        assertThat(alive.supervised).isTrue();
        assertThat(alive.version).isEqualTo(2);

        beat(session, null, NOW - 1); // late on its way
        AlertSession still = read(session);
        assertThat(still.counters.lastInteractionAt).isEqualTo(NOW);
        assertThat(still.podId).isEqualTo("pod-1");
        assertThat(still.version).isEqualTo(3);
    }

    @Test
    default void notesNoSignOfLifeOfWhatHasEnded() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        fail(session.sessionId);
        assertThat(beat(session, "pod-1", NOW)).isEqualTo(SessionStatus.FAILED);
        assertThat(read(session).podId).isNull();
        assertThat(read(session).version).isEqualTo(2);
        assertThat(beat(Samples.session(), null, NOW)).isNull();
    }

    private @Nullable SessionStatus beat(AlertSession session, @Nullable String podId, long nowUs) {
        return Await.on(() -> queue().beat(session.sessionId, new HeartbeatRequest(podId), nowUs));
    }

    @Test
    default void takesNoMoreThanTheLimitHoweverManyCome() {
        pending(STARTED);
        List<@Nullable Stored<SessionHead>> stored = Await.together(20, i -> {
            AlertSession session = Samples.session();
            session.status = SessionStatus.PENDING;
            return sessions().createWithin(session, 8);
        });
        assertThat(stored.stream().filter(Objects::nonNull)).hasSize(7);
        assertThat(find(SessionStatus.PENDING)).hasSize(8);
    }
}
