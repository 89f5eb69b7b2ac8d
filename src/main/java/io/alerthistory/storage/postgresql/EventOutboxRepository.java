package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** Events on their way as entities. */
@ApplicationScoped
class EventOutboxRepository implements PanacheRepositoryBase<EventOutboxRow, Long> {
}
