package io.alerthistory.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.alerthistory.observe.HistoryEvent.AnswerNotKept;
import io.alerthistory.observe.HistoryEvent.DatabaseChanged;
import io.alerthistory.observe.HistoryEvent.RequestFailed;
import io.alerthistory.observe.HistoryEvent.RequestUnavailable;

/** The log lines about events. What is frequent is counted, not logged; what a database that is away makes frequent, rarely. */
@ApplicationScoped
class EventLog {

    private static final Logger LOG = Logger.getLogger("io.alerthistory");

    private final LogThrottle unavailable = new LogThrottle();

    void on(@Observes HistoryEvent event) {
        if (event instanceof RequestFailed failed) {
            LOG.errorf(failed.cause(), "A request failed; its client was told %s", failed.reference());
        } else if (event instanceof AnswerNotKept lost) {
            LOG.warnf("The answer under an Idempotency-Key was not kept, its retry is served again: %s", lost.cause());
        } else if (event instanceof RequestUnavailable declined) {
            decline(declined);
        } else if (event instanceof DatabaseChanged changed) {
            LOG.log(changed.serves() ? Logger.Level.INFO : Logger.Level.WARN, changed.detail());
        }
    }

    private void decline(RequestUnavailable declined) {
        Throwable cause = declined.cause();
        String kind = declined.code() + " " + (cause == null ? declined.detail() : cause.getClass().getName());
        unavailable.count(kind, System.nanoTime()).ifPresent(others -> LOG.warnf(
                "A request was answered 503 %s: %s; cause: %s%s", declined.code(), declined.detail(),
                cause == null ? "none but that" : cause,
                others == 0 ? "" : "; " + others + " more like it since the last line"));
    }
}
