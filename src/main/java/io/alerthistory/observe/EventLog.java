package io.alerthistory.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.alerthistory.observe.HistoryEvent.DatabaseChanged;
import io.alerthistory.observe.HistoryEvent.RequestFailed;
import io.alerthistory.observe.HistoryEvent.RequestUnavailable;
import io.alerthistory.observe.HistoryEvent.ResponseNotStored;

/**
 * Logs events. Frequent events are only counted; failures that become frequent while the database is down are logged at
 * a limited rate.
 */
@ApplicationScoped
class EventLog {

    private static final Logger LOG = Logger.getLogger("io.alerthistory");

    private final LogThrottle unavailable = new LogThrottle();

    void on(@Observes HistoryEvent event) {
        if (event instanceof RequestFailed failed) {
            LOG.errorf(failed.cause(), "A request failed; the response has the reference %s", failed.reference());
        } else if (event instanceof ResponseNotStored lost) {
            LOG.warnf("The response under an Idempotency-Key could not be stored; a retry is served again: %s", lost.cause());
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
                "A request failed with 503 %s: %s; cause: %s%s", declined.code(), declined.detail(),
                cause == null ? "none" : cause,
                others == 0 ? "" : "; " + others + " similar ones since the last line"));
    }
}
