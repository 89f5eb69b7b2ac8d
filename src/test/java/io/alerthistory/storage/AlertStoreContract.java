package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.alert.AlertReport;
import io.alerthistory.alert.AlertReports;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.RecordedAlert;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link AlertStore} does. */
interface AlertStoreContract {

    SessionStore sessions();

    AlertStore alerts();

    HistoryStore history();

    /** Every one fires from the same instant on; a resolved one ended 7 microseconds later. */
    private static AlertReport alert(String fingerprint, boolean resolved) {
        return AlertReports.of(fingerprint, AlertReports.START, resolved ? Long.valueOf(AlertReports.START + 7) : null);
    }

    private List<RecordedAlert> record(AlertReport... reports) {
        return Await.on(() -> alerts().record(List.of(reports))).recorded();
    }

    private AlertSession read(AlertReport report) {
        AlertSession probe = AlertReports.of(report.fingerprint(), report.startsAtUs(), null).session();
        probe.searchDocument = SearchDocument.of(probe);
        String sessionId = Await.on(() -> sessions().create(probe)).value().sessionId();
        return Await.on(() -> history().find(sessionId, SessionReading.WHOLE)).session();
    }

    private static String alertId(String fingerprint) {
        return alert(fingerprint, false).session().alertId;
    }

    private AlertSession read(String fingerprint) {
        return read(alert(fingerprint, false));
    }

    @Test
    default void endsWhatFired() {
        String id = Samples.id();
        assertThat(record(alert(id, false))).containsExactly(new RecordedAlert(alertId(id), true));
        assertThat(record(alert(id, false))).isEmpty();
        assertThat(record(alert(id, true))).containsExactly(new RecordedAlert(alertId(id), false));
        assertThat(record(alert(id, true), alert(Samples.id(), false))).hasSize(1);
        AlertSession read = read(id);
        assertThat(read.status).isEqualTo(SessionStatus.COMPLETED);
        assertThat(read.completedAtUs).isEqualTo(read.startedAtUs + 7);
        assertThat(read.alertData.tree().get("status").asText()).isEqualTo("resolved");
    }

    @Test
    default void isTheSameWhenTheResolveComesFirst() {
        String id = Samples.id();
        record(alert(id, true));
        assertThat(record(alert(id, false))).isEmpty();
        assertThat(read(id).status).isEqualTo(SessionStatus.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(value = SessionStatus.class, names = { "PAUSED", "CANCELING", "CANCELLED", "FAILED", "TIMED_OUT" })
    default void leavesASessionThatSomeoneTook(SessionStatus status) {
        String id = Samples.id();
        AlertReport report = alert(id, false);
        record(report);
        Await.on(() -> sessions().update(report.session().sessionId, stored -> {
            stored.status = status;
            stored.completedAtUs = status.isTerminal() ? Long.valueOf(stored.startedAtUs + 3) : null;
        }));
        assertThat(record(alert(id, true))).isEmpty();
        assertThat(read(id).status).isEqualTo(status);
    }

    @Test
    default void survivesParallelDeliveries() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> Samples.id()).sorted().toList();
        List<RecordedAlert> recorded = Await
                .together(20, i -> alerts().record(ids.stream().map(id -> alert(id, i % 2 == 0)).toList())).stream()
                .flatMap(plan -> plan.recorded().stream()).toList();
        assertThat(recorded.stream().filter(RecordedAlert::created)).hasSize(5);
        assertThat(ids).allSatisfy(id -> assertThat(read(id).status).isEqualTo(SessionStatus.COMPLETED));
    }

    @Test
    default void movesTheStartAndTheEndOfWhatItKnows() {
        String id = Samples.id();
        long start = AlertReports.START;
        record(AlertReports.of(id, start + 15_000_000, null));
        assertThat(record(AlertReports.of(id, start, null))).extracting(RecordedAlert::created).containsExactly(false);
        assertThat(read(id)).satisfies(moved -> {
            assertThat(moved.startedAtUs).isEqualTo(start);
            assertThat(moved.status).isEqualTo(SessionStatus.IN_PROGRESS);
        });

        record(AlertReports.of(id, start, start + 60_000_000));
        assertThat(record(AlertReports.of(id, start + 15_000_000, start + 90_000_000))).hasSize(1);
        assertThat(record(AlertReports.of(id, start, start + 60_000_000), AlertReports.of(id, start + 15_000_000, null)))
                .isEmpty();

        AlertSession ended = read(id);
        assertThat(ended.status).isEqualTo(SessionStatus.COMPLETED);
        assertThat(ended.completedAtUs).isEqualTo(start + 90_000_000);
        assertThat(ended.version).isEqualTo(4);
    }

    @Test
    default void givesAnEarlierFiringBackWhatWasItsOwn() {
        String id = Samples.id();
        long start = AlertReports.START;
        AlertReport later = AlertReports.of(id, start + 50, null);
        record(later);
        record(AlertReports.of(id, start, null));
        AlertReport earlier = AlertReports.of(id, start, start + 20);
        assertThat(record(earlier)).extracting(RecordedAlert::created).containsExactly(true);
        assertThat(read(earlier).completedAtUs).isEqualTo(start + 20);
        assertThat(read(later)).satisfies(open -> {
            assertThat(open.sessionId).isEqualTo(later.session().sessionId);
            assertThat(open.startedAtUs).isEqualTo(start + 50);
            assertThat(open.status).isEqualTo(SessionStatus.IN_PROGRESS);
        });
    }

    /** What an older version left: a session for every start. */
    @Test
    default void endsEveryOpenSessionOfItsFingerprint() {
        String id = Samples.id();
        List<AlertReport> open = IntStream.range(1, 4).mapToObj(i -> AlertReports.of(id, AlertReports.START + i, null))
                .toList();
        open.forEach(report -> {
            report.session().searchDocument = SearchDocument.of(report.session());
            Await.on(() -> sessions().create(report.session()));
        });
        record(alert(id, true));
        assertThat(open).allSatisfy(report -> assertThat(Samples.read(sessions(), report.session().sessionId).status)
                .isEqualTo(SessionStatus.COMPLETED));
    }

    /** Two Alertmanagers, each with a startsAt of its own, and both of their ends. */
    @Test
    default void makesOneSessionOfWhatTwoTellAtOnce() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> Samples.id()).sorted().toList();
        long start = AlertReports.START;
        List<RecordedAlert> recorded = Await.together(20, i -> alerts().record(ids.stream().map(id -> AlertReports.of(id,
                start + (i % 2) * 15_000_000, i < 10 ? null : Long.valueOf(start + 60_000_000))).toList())).stream()
                .flatMap(plan -> plan.recorded().stream()).toList();
        assertThat(recorded.stream().filter(RecordedAlert::created)).hasSize(5);
        assertThat(ids).allSatisfy(id -> assertThat(read(id)).satisfies(one -> {
            assertThat(one.status).isEqualTo(SessionStatus.COMPLETED);
            assertThat(one.startedAtUs).isEqualTo(start);
        }));
    }
}
