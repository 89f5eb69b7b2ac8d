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
 * Looks once an hour how long the certificate of the database's server is valid, so that somebody hears of it before it ends.
 * It
 * is the server past a pooler, whichever way requests go.
 */
@Singleton
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final ProbeSchedule rounds;
    private final StartConfig server;
    private final Event<HistoryEvent> events;

    CertificateWatch(ProbeSchedule rounds, StartConfig server, Event<HistoryEvent> events) {
        this.rounds = rounds;
        this.server = server;
        this.events = events;
    }

    void begin(@Observes Started started) {
        server.host().ifPresent(host -> rounds.scheduleHourly("certificate", () -> look(host)));
    }

    /** Without an answer the last one stays; that the database is away, others tell. */
    private void look(String host) {
        try {
            CertificateProbe.expiry(host, server.port())
                    .ifPresent(expires -> events.fire(new HistoryEvent.DatabaseCertificateSeen(expires)));
        } catch (IOException e) {
            LOG.debug("The certificate of the database's server could not be looked at", e);
        }
    }
}
