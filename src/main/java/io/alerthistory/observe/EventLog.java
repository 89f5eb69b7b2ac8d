package io.alerthistory.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

/** The log lines about events. What is frequent is counted, not logged. */
@ApplicationScoped
class EventLog {

    private static final Logger LOG = Logger.getLogger("io.alerthistory");

    void on(@Observes HistoryEvent event) {
        if (event instanceof HistoryEvent.RequestFailed failed) {
            LOG.errorf(failed.cause(), "A request failed; its client was told %s", failed.reference());
        } else if (event instanceof HistoryEvent.AnswerNotKept lost) {
            LOG.warnf("The answer under an Idempotency-Key was not kept, its retry is served again: %s", lost.cause());
        }
    }
}
