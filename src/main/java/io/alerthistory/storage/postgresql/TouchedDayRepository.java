package io.alerthistory.storage.postgresql;

import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.storage.mapping.AlertSessionQueries;
import io.alerthistory.storage.mapping.TextList;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;

/** Marks of days as entities. */
@ApplicationScoped
class TouchedDayRepository implements PanacheRepository<TouchedDayRow> {

    private static final String OF_SESSIONS = AlertSessionQueries
            .touch("h.session_id in (select jsonb_array_elements_text(cast(cast(?1 as text) as jsonb)))");

    /** Marks the days of the alerts of sessions, as a set: what names an alert is no relation. */
    Uni<Void> touchAlertsOf(Collection<String> sessionIds) {
        return sessionIds.isEmpty() ? Uni.createFrom().voidItem()
                : getSession().chain(entities -> entities.createNativeQuery(OF_SESSIONS)
                        .setParameter(1, TextList.json(sessionIds)).executeUpdate()).replaceWithVoid();
    }
}
