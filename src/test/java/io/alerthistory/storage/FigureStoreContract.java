package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionCount;
import io.alerthistory.history.TimeBuckets;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link HistoryStore} does. Each test has a range of time of its own. */
interface FigureStoreContract {

    long START = 90_000_000_000_000_000L;
    long BUCKET = 1_000;

    SessionStore sessions();

    HistoryStore history();

    private void session(long startedAtUs, SessionStatus status) {
        session(startedAtUs, status, "PodCrashLooping", 0);
    }

    private void session(long startedAtUs, SessionStatus status, @Nullable String alertType, long durationUs) {
        AlertSession session = Samples.session();
        session.startedAtUs = startedAtUs;
        session.status = status;
        session.alertType = alertType;
        session.completedAtUs = status.isTerminal() ? startedAtUs + durationUs : null;
        Await.on(() -> sessions().create(session));
    }

    private List<SessionCount> counts(long fromUs, long toUs) {
        return Await.on(() -> history().counts(new TimeBuckets(fromUs, toUs, BUCKET)));
    }

    @Test
    default void countsByBucketAndStatus() {
        session(START, SessionStatus.COMPLETED);
        session(START + 1, SessionStatus.COMPLETED);
        session(START + 2, SessionStatus.FAILED);
        session(START + 5 * BUCKET, SessionStatus.PENDING);

        assertThat(counts(START, START + 10 * BUCKET)).containsExactlyInAnyOrder(
                new SessionCount(START, SessionStatus.COMPLETED, 2), new SessionCount(START, SessionStatus.FAILED, 1),
                new SessionCount(START + 5 * BUCKET, SessionStatus.PENDING, 1));
    }

    @Test
    default void aBucketHasItsStartAndNotItsEnd() {
        long from = START + 1_000_000;
        for (long at : List.of(from - 1, from, from + BUCKET - 1, from + BUCKET, from + 2 * BUCKET - 1, from + 2 * BUCKET)) {
            session(at, SessionStatus.CANCELLED);
        }

        assertThat(counts(from, from + 2 * BUCKET)).containsExactly(new SessionCount(from, SessionStatus.CANCELLED, 2),
                new SessionCount(from + BUCKET, SessionStatus.CANCELLED, 2));
        assertThat(counts(from, from + BUCKET + 1)).as("a last bucket that is cut").containsExactly(
                new SessionCount(from, SessionStatus.CANCELLED, 2),
                new SessionCount(from + BUCKET, SessionStatus.CANCELLED, 1));
    }

    @Test
    default void bucketsBeginWhereTheRangeDoes() {
        long from = START + 2_000_007;
        session(from + BUCKET - 1, SessionStatus.TIMED_OUT);

        assertThat(counts(from, from + BUCKET)).containsExactly(new SessionCount(from, SessionStatus.TIMED_OUT, 1));
    }

    @Test
    default void everyStatusIsCounted() {
        long from = START + 3_000_000;
        for (SessionStatus status : SessionStatus.values()) {
            session(from, status);
        }

        assertThat(counts(from, from + BUCKET)).extracting(SessionCount::status)
                .containsExactlyInAnyOrder(SessionStatus.values());
        assertThat(counts(from + BUCKET, from + 2 * BUCKET)).isEmpty();
    }

    @Test
    default void findsTheAlertTypesOfMostSessions() {
        long from = START + 4_000_000;
        session(from, SessionStatus.COMPLETED, "B", 2_000_000);
        session(from + 1, SessionStatus.FAILED, "B", 1_000_000);
        session(from + 2, SessionStatus.TIMED_OUT, "B", 1_000_500);
        session(from + 3, SessionStatus.IN_PROGRESS, "c", 0);
        session(from + 4, SessionStatus.CANCELLED, "A", 7_000_000);
        session(from + 5, SessionStatus.FAILED, null, 0);
        session(from - 1, SessionStatus.COMPLETED, "before", 0);
        session(from + 1_000, SessionStatus.COMPLETED, "after", 0);

        List<AlertTypeFigures> all = Await.on(() -> history().topAlertTypes(from, from + 1_000, 10));
        assertThat(all).containsExactly(new AlertTypeFigures("B", 3, 2, 1_333L), new AlertTypeFigures("A", 1, 0, 7_000L),
                new AlertTypeFigures("c", 1, 0, null));
        assertThat(Await.on(() -> history().topAlertTypes(from, from + 1_000, 2))).isEqualTo(all.subList(0, 2));
        assertThat(Await.on(() -> history().topAlertTypes(from + 2_000, from + 3_000, 2))).isEmpty();
    }
}
