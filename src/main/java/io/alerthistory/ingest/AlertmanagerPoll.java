package io.alerthistory.ingest;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.config.AlertmanagerAddress;
import io.alerthistory.ingest.AlertmanagerApi.Collection;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.replica.Replicas;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Asks Alertmanagers for what fires and for their silences: nobody else tells that a person ended a silence. One replica asks.
 * An
 * Alertmanager that does not respond changes nothing: its alerts fire until their promise ends.
 */
@Singleton
public class AlertmanagerPoll {

    static final String SENDER = "alertmanager_poll";

    private static final Logger LOG = Logger.getLogger(AlertmanagerPoll.class);

    private final List<AlertmanagerAddress> addresses;
    private final AlertmanagerApi api;
    private final FactIntake intake;
    private final Replicas replicas;
    private final Redaction redaction;
    private final Event<HistoryEvent> events;
    private final Clock clock;
    private final Map<AlertmanagerAddress, PolledFacts> known = new HashMap<>();

    AlertmanagerPoll(PollConfig config, AlertmanagerApi api, FactIntake intake, Replicas replicas, Redaction redaction,
            Event<HistoryEvent> events, Clock clock) {
        addresses = config.urls().map(AlertmanagerAddress::parse).orElse(List.of());
        this.api = api;
        this.intake = intake;
        this.replicas = replicas;
        this.redaction = redaction;
        this.events = events;
        this.clock = clock;
    }

    /** Whether there is an Alertmanager to ask. */
    public boolean isConfigured() {
        return !addresses.isEmpty();
    }

    /** Asks every Alertmanager once, one after the other, if this replica is the one that asks. */
    public Uni<Void> run() {
        return replicas.isOldest().flatMap(oldest -> !oldest ? Uni.createFrom().voidItem()
                : Multi.createFrom().iterable(addresses).onItem().transformToUniAndConcatenate(this::poll).collect().last()
                        .replaceWithVoid());
    }

    private Uni<Boolean> poll(AlertmanagerAddress address) {
        return api.read(address, Collection.SILENCES)
                .flatMap(silences -> api.read(address, Collection.ALERTS).flatMap(alerts -> {
                    long nowUs = Micros.now(clock);
                    PolledReader reader = new PolledReader(address.source(), redaction, nowUs);
                    PolledFacts facts = PolledFacts.of(reader.alerts(alerts), reader.silences(silences), nowUs);
                    return record(address, facts, reader.rejected(), nowUs);
                }))
                .onItemOrFailure().transform((facts, failure) -> polled(address, facts, Optional.ofNullable(failure)));
    }

    private Uni<PolledFacts> record(AlertmanagerAddress address, PolledFacts facts, int rejected, long nowUs) {
        PolledFacts before = before(address);
        return intake.record(SENDER, facts.newsSince(before), nowUs)
                .invoke(() -> intake.received(SENDER, "rejected", rejected)).replaceWith(() -> facts.after(before));
    }

    private synchronized PolledFacts before(AlertmanagerAddress address) {
        return known.getOrDefault(address, PolledFacts.NONE);
    }

    private synchronized boolean polled(AlertmanagerAddress address, PolledFacts facts, Optional<Throwable> failure) {
        boolean wasUp = before(address).up();
        failure.ifPresentOrElse(cause -> {
            if (wasUp) {
                LOG.warnf("The Alertmanager of the source \"%s\" is not asked for its alerts: %s", address.source(),
                        cause.getMessage());
            }
            known.put(address, before(address).down());
        }, () -> {
            if (!wasUp) {
                LOG.infof("The Alertmanager of the source \"%s\" responds again", address.source());
            }
            known.put(address, facts);
        });
        events.fire(new HistoryEvent.AlertmanagerPolled(address.source(), failure.isEmpty()));
        return failure.isEmpty();
    }
}
