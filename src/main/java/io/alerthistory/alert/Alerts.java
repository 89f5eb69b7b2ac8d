package io.alerthistory.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.alert.AlertReceipt.RejectedAlert;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The use case of the webhook: recording alerts. */
@ApplicationScoped
public class Alerts {

    /** The size in bytes after which an alert starts a new statement. A usual notification is one statement. */
    private static final int BATCH_BYTES = 1_048_576;

    private final AlertStore store;
    private final EpisodeStore episodes;
    private final Event<HistoryEvent> events;
    private final Redaction redaction;
    private final Clock clock;

    Alerts(AlertStore store, EpisodeStore episodes, Event<HistoryEvent> events, Redaction redaction, Clock clock) {
        this.episodes = episodes;
        this.redaction = redaction;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records every valid alert, and returns the others by their index.
     *
     * @param source of the alerts, as the sender's URL names it; null when it names none
     */
    public Uni<AlertReceipt> receive(AlertmanagerNotification notification, @Nullable String source) {
        long now = Micros.now(clock);
        AlertEpisodes told = AlertEpisodes.of(notification, source, redaction);
        // Sorted, so that two notifications lock common rows in the same order.
        TreeMap<String, FiringSession> sessions = new TreeMap<>();
        AlertGroup group = AlertGroup.of(notification, redaction);
        List<RejectedAlert> rejected = new ArrayList<>();
        for (int i = 0; i < notification.alerts().size(); i++) {
            try {
                FiringSession firing = AlertmanagerAlerts.session(group, notification.alerts().get(i), redaction, now);
                sessions.merge(String.valueOf(firing.session().alertId), firing,
                        (first, second) -> second.session().isTerminal() ? second : first);
            } catch (ProblemException e) {
                rejected.add(new RejectedAlert(i, e.code().code(), e.detail()));
            }
        }
        return record(batches(sessions.values(), group), group, told, now)
                .map(changed -> {
                    AlertReceipt receipt = receipt(notification.alerts().size(), changed, rejected);
                    publish(receipt);
                    return receipt;
                });
    }

    /**
     * Stores the batches one after the other. When one fails, the sender repeats the whole notification, and the repeat
     * finds what was stored.
     */
    private Uni<List<RecordedAlert>> record(List<List<FiringSession>> batches, AlertGroup group, AlertEpisodes told,
            long nowUs) {
        List<FiringSession> all = batches.stream().flatMap(List::stream).toList();
        List<FiringSession> last = batches.isEmpty() ? List.of() : batches.get(batches.size() - 1);
        return Multi.createFrom().iterable(batches)
                .call(batch -> episodes.record(batch == last ? told.facts(batch, all, nowUs) : told.facts(batch, nowUs), nowUs))
                .onItem().transformToUniAndConcatenate(batch -> store.record(
                        batch.stream().map(firing -> firing.complete(group)).toList())
                        .invoke(() -> batch.forEach(FiringSession::release)))
                .invoke(this::publishEnded)
                .onItem().transformToIterable(AlertPlan::recorded).collect().asList();
    }

    private void publishEnded(AlertPlan plan) {
        plan.ended().forEach(
                duration -> events.fire(new HistoryEvent.SessionFinished(SessionStatus.COMPLETED.jsonName(), duration)));
    }

    private static List<List<FiringSession>> batches(Collection<FiringSession> firings, AlertGroup group) {
        List<List<FiringSession>> batches = new ArrayList<>();
        int bytes = BATCH_BYTES;
        for (FiringSession firing : firings) {
            if (bytes >= BATCH_BYTES) {
                batches.add(new ArrayList<>());
                bytes = 0;
            }
            batches.get(batches.size() - 1).add(firing);
            bytes += firing.size(group);
        }
        return batches;
    }

    private static AlertReceipt receipt(int received, List<RecordedAlert> changed, List<RejectedAlert> rejected) {
        int created = (int) changed.stream().filter(RecordedAlert::created).count();
        int updated = changed.size() - created;
        return new AlertReceipt(received, created, updated, received - changed.size() - rejected.size(), rejected);
    }

    private void publish(AlertReceipt receipt) {
        received("created", receipt.created());
        received("updated", receipt.updated());
        received("unchanged", receipt.unchanged());
        received("rejected", receipt.errors().size());
        if (receipt.created() > 0) {
            events.fire(new HistoryEvent.SessionsCreated(receipt.created()));
        }
    }

    private void received(String outcome, int count) {
        events.fire(new HistoryEvent.AlertsReceived(AlertmanagerAlerts.SOURCE, outcome, count));
    }
}
