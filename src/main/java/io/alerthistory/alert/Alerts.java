package io.alerthistory.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.alert.AlertReceipt.RejectedAlert;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Micros;
import io.alerthistory.session.Sessions;
import io.smallrye.mutiny.Uni;

/** Takes alerts in. */
@ApplicationScoped
class Alerts {

    private final AlertmanagerAlerts alertmanager;
    private final AlertStore store;
    private final Event<HistoryEvent> events;
    private final Clock clock;

    Alerts(AlertmanagerAlerts alertmanager, AlertStore store, Event<HistoryEvent> events, Clock clock) {
        this.alertmanager = alertmanager;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Records every alert that can be recorded and tells about the others by their index. */
    Uni<AlertReceipt> receive(AlertmanagerNotification notification) {
        long now = Micros.now(clock);
        // Sorted, so that two notifications lock common rows in the same order.
        TreeMap<String, AlertSession> sessions = new TreeMap<>();
        List<RejectedAlert> rejected = new ArrayList<>();
        for (int i = 0; i < notification.alerts().size(); i++) {
            try {
                AlertSession session = alertmanager.session(notification, notification.alerts().get(i), now);
                sessions.merge(String.valueOf(session.alertId), session,
                        (first, second) -> second.isTerminal() ? second : first);
            } catch (ProblemException e) {
                rejected.add(new RejectedAlert(i, e.code().code(), e.detail()));
            }
        }
        Uni<List<RecordedAlert>> recorded = sessions.isEmpty() ? Uni.createFrom().item(List.of())
                : store.record(List.copyOf(sessions.values()));
        return recorded.map(changed -> {
            AlertReceipt receipt = receipt(notification.alerts().size(), changed, rejected);
            tell(receipt);
            changed.stream().map(RecordedAlert::alertId).map(sessions::get).filter(Objects::nonNull)
                    .forEach(session -> Sessions.tellFinished(session, events));
            return receipt;
        });
    }

    private static AlertReceipt receipt(int received, List<RecordedAlert> changed, List<RejectedAlert> rejected) {
        int created = (int) changed.stream().filter(RecordedAlert::created).count();
        int updated = changed.size() - created;
        return new AlertReceipt(received, created, updated, received - changed.size() - rejected.size(), rejected);
    }

    private void tell(AlertReceipt receipt) {
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
