package io.alerthistory.alert;

import java.util.List;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.session.SessionStatus;
import io.smallrye.mutiny.Uni;

/** A session for each time that an alert fires, which lasts as long as it does. */
@Singleton
class MirroredSessions implements AlertSessions {

    private final AlertStore store;
    private final Event<HistoryEvent> events;

    MirroredSessions(AlertStore store, Event<HistoryEvent> events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public Uni<Changed> record(List<FiringSession> alerts, AlertGroup group, RecordedFacts facts, boolean claimable) {
        return store.record(alerts.stream().map(firing -> firing.complete(group)).toList()).invoke(this::publish).map(plan -> {
            int created = created(plan);
            return new Changed(created, plan.recorded().size() - created);
        });
    }

    private static int created(AlertPlan plan) {
        return (int) plan.recorded().stream().filter(RecordedAlert::created).count();
    }

    private void publish(AlertPlan plan) {
        plan.ended().forEach(
                duration -> events.fire(new HistoryEvent.SessionFinished(SessionStatus.COMPLETED.jsonName(), duration)));
        if (created(plan) > 0) {
            events.fire(new HistoryEvent.SessionsCreated(created(plan)));
        }
    }
}
