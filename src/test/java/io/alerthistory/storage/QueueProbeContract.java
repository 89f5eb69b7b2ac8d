package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.health.QueueDepth;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link DatabaseInspection} does. */
interface QueueProbeContract {

    SessionStore sessions();

    DatabaseInspection inspection();

    private QueueDepth depth(long most) {
        return Await.on(() -> inspection().depth(most));
    }

    @Test
    default void countsWhatWaitsAndWhatRunsUpToABound() {
        QueueDepth before = depth(100_000);
        for (SessionStatus status : SessionStatus.values()) {
            for (int i = 0; i < 2; i++) {
                AlertSession session = Samples.session();
                session.status = status;
                session.completedAtUs = status.isTerminal() ? session.startedAtUs : null;
                Await.on(() -> sessions().create(session));
            }
        }
        assertThat(depth(100_000)).isEqualTo(new QueueDepth(before.pending() + 2, before.inProgress() + 2));
        assertThat(depth(1)).isEqualTo(new QueueDepth(1, 1));
    }
}
