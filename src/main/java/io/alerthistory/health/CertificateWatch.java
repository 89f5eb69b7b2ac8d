package io.alerthistory.health;

import java.io.IOException;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.start.StartConfig;
import io.alerthistory.start.Started;

/**
 * Reads the certificate of the database server once an hour, so that an alert can fire before it expires. It connects
 * to the server itself, even when requests go through a pooler.
 */
@Singleton
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final ProbeSchedule schedule;
    private final StartConfig server;
    private final Event<HistoryEvent> events;

    CertificateWatch(ProbeSchedule schedule, StartConfig server, Event<HistoryEvent> events) {
        this.schedule = schedule;
        this.server = server;
        this.events = events;
    }

    void begin(@Observes Started started) {
        server.host().ifPresent(host -> schedule.scheduleHourly("certificate", () -> probe(host)));
    }

    /** Keeps the last result when the server is unreachable, which other metrics report. */
    private void probe(String host) {
        try {
            CertificateProbe.expiry(host, server.port())
                    .ifPresent(expires -> events.fire(new HistoryEvent.DatabaseCertificateSeen(expires)));
        } catch (IOException e) {
            LOG.debug("The certificate of the database server could not be read", e);
        }
    }
}
