package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;

/** Marks of days as entities. */
@ApplicationScoped
class TouchedDayRepository implements PanacheRepository<TouchedDayRow> {
}
