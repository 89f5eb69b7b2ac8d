package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.alert.RecordedAlert;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.json.JsonText;
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

    private static AlertSession alert(String alertId, boolean resolved) {
        AlertSession alert = Samples.session();
        alert.alertId = alertId;
        alert.status = resolved ? SessionStatus.COMPLETED : SessionStatus.IN_PROGRESS;
        alert.completedAtUs = resolved ? Long.valueOf(alert.startedAtUs + 7) : null;
        alert.alertData = new JsonText("{\"status\":\"" + (resolved ? "resolved" : "firing") + "\"}");
        alert.searchDocument = SearchDocument.of(alert);
        return alert;
    }

    private List<RecordedAlert> record(AlertSession... alerts) {
        return Await.on(() -> alerts().record(List.of(alerts)));
    }

    private AlertSession read(String alertId) {
        AlertSession probe = alert(alertId, false);
        String sessionId = Await.on(() -> sessions().create(probe)).value().sessionId;
        return Await.on(() -> history().find(sessionId, Samples.WHOLE)).session();
    }

    @Test
    default void endsWhatFired() {
        String id = Samples.id();
        assertThat(record(alert(id, false))).containsExactly(new RecordedAlert(id, true));
        assertThat(record(alert(id, false))).isEmpty();
        assertThat(record(alert(id, true))).containsExactly(new RecordedAlert(id, false));
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
        AlertSession session = alert(id, false);
        record(session);
        Await.on(() -> sessions().update(session.sessionId, stored -> {
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
                .flatMap(List::stream).toList();
        assertThat(recorded.stream().filter(RecordedAlert::created)).hasSize(5);
        assertThat(ids).allSatisfy(id -> assertThat(read(id).status).isEqualTo(SessionStatus.COMPLETED));
    }
}
