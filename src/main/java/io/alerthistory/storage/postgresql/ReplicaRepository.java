package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** Replicas as entities. */
@ApplicationScoped
class ReplicaRepository implements PanacheRepositoryBase<ReplicaRow, String> {
}
